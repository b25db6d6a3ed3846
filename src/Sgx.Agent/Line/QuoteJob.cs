using Sgx.Agent.Callers;
using Sgx.Agent.Protocols.Aesm;

namespace Sgx.Agent.Line;

/// <summary>A call that takes the quoting enclave, waiting for its turn.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Call">What to answer.</param>
/// <param name="IsAbandoned">Whether nobody waits any more, so that the work need not begin.</param>
/// <param name="Done">Takes the response frame.</param>
internal sealed record QuoteJob(Caller Caller, AesmCall Call, Func<bool> IsAbandoned, Action<ResponseFrame> Done);
