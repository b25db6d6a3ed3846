using System.CommandLine;

namespace Sgx.Cli.Input;

/// <summary>Options whose text one function understands, so that every mistake is told in the same words.</summary>
internal static class TextOption
{
    /// <param name="name">As <c>--time</c>.</param>
    /// <param name="value">What stands for the value in the help.</param>
    /// <param name="description">What the option is for.</param>
    /// <param name="parse">Throws <see cref="FormatException"/> for what it does not understand.</param>
    public static Option<T> Create<T>(string name, string value, string description, Func<string, T> parse) => new(name)
    {
        HelpName = value,
        Description = description,
        CustomParser = result =>
        {
            try
            {
                return parse(string.Join(',', result.Tokens.Select(token => token.Value)));
            }
            catch (FormatException e)
            {
                result.AddError($"{name}: {e.Message}");
                return default;
            }
        },
    };

    /// <summary>The same for a value type, null where the option is left out.</summary>
    public static Option<T?> Optional<T>(string name, string value, string description, Func<string, T> parse)
        where T : struct => Create<T?>(name, value, description, text => parse(text));

    /// <summary>The name of a file or folder.</summary>
    public static Option<string?> Path(string name, string value, string description) =>
        Create<string?>(name, value, description, RequireName);

    /// <summary>Makes an option one that cannot be left out.</summary>
    public static Option<T> Needed<T>(this Option<T> option)
    {
        option.Required = true;
        return option;
    }

    private static string RequireName(string text) =>
        text.Length > 0 ? text : throw new FormatException("expected a name, found none");
}
