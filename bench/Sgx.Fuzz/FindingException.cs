namespace Sgx.Fuzz;

/// <summary>An input has made the product do what it must not, though nothing of its own was thrown.</summary>
internal sealed class FindingException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Says what must hold whatever the input is.</summary>
    public static void Unless(bool holds, string message)
    {
        if (!holds)
            throw new FindingException(message);
    }
}
