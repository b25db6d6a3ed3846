namespace Sgx.Deploy.Tests.Templates;

/// <summary>A template that is outside the subset, or that stumbled over its values.</summary>
internal sealed class TemplateException : Exception
{
    public TemplateException(string message)
        : base(message)
    {
    }

    /// <summary>The same mistake, with the place where it happened.</summary>
    public TemplateException(string file, int line, TemplateException mistake)
        : base($"{file}:{line}: {mistake.Message}", mistake) => HasPlace = true;

    public bool HasPlace { get; }
}
