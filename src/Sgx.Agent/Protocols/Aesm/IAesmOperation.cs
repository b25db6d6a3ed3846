using Sgx.Aesm.Wire;
using Sgx.Agent.Audit;

namespace Sgx.Agent.Protocols.Aesm;

/// <summary>One thing that AESM's clients ask for.</summary>
internal interface IAesmOperation<in TRequest, TResponse> : IAesmOperation
    where TResponse : IAesmResponse
{
    /// <summary>Whether this request takes neither the quoting enclave nor any waiting.</summary>
    bool IsQuick(TRequest request);

    /// <summary>The answer when all goes well; otherwise an exception that <see cref="AesmStatusOf"/> knows.</summary>
    ValueTask<TResponse> Answer(TRequest request, CancellationToken cancellation);

    /// <summary>The enclave that a quote is asked for; null in every operation but one.</summary>
    QuoteSubject? SubjectOf(TRequest request) => null;

    /// <summary>What an answer holds beside the status when it is a refusal.</summary>
    TResponse Refusal(TRequest request);
}

/// <summary>What is known of an operation whatever its messages are.</summary>
internal interface IAesmOperation
{
    /// <summary>As AESM's own schema calls it.</summary>
    string Name { get; }

    /// <summary>Whether its clients can express that certificates of the platform are missing (status 44).</summary>
    bool CanTellMissingCertificates => false;
}
