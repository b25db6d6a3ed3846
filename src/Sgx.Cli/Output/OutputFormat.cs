namespace Sgx.Cli.Output;

/// <summary>How a document is printed.</summary>
internal enum OutputFormat
{
    /// <summary>For people: a name and a value a line.</summary>
    Table,

    /// <summary>For programs: one object, its members always there and always in the same order.</summary>
    Json,
}
