namespace Sgx.Aesm;

/// <summary>What a quoting service of this product says of itself.</summary>
public sealed record ServiceIdentity
{
    /// <summary>Always the same: other daemons do not answer.</summary>
    public const string ProductName = "sgx-quote-helper";

    /// <summary>The service's version, as <c>0.1.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>What makes its quotes, as <c>simulated</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>
    /// Tells this process from every other one, as 32 hexadecimal digits; empty where an earlier version serves.
    /// </summary>
    public string Instance { get; init; } = "";

    /// <summary>Whether it has made a real quote a short while ago.</summary>
    public required bool IsReady { get; init; }

    /// <summary>How long ago that was; null when it never was.</summary>
    public TimeSpan? SinceQuote { get; init; }

    /// <summary>Why it is not ready; empty when it is.</summary>
    public string Trouble { get; init; } = "";
}
