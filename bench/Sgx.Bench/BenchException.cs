namespace Sgx.Bench;

/// <summary>Nothing can be measured, and why.</summary>
internal sealed class BenchException(string message) : Exception(message);
