using System.CommandLine;

namespace RemoteAttestation;

/// <summary>The options of both parties.</summary>
internal static class PartyOption
{
    /// <param name="name">As <c>--listen</c>.</param>
    /// <param name="value">What stands for the value in the help.</param>
    /// <param name="description">What it is for.</param>
    public static Option<T> Create<T>(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };

    /// <summary>Makes an option one that cannot be left out.</summary>
    public static Option<T> Needed<T>(this Option<T> option)
    {
        option.Required = true;
        return option;
    }

    /// <summary>Gives an option a value for when it is left out.</summary>
    public static Option<T> Or<T>(this Option<T> option, T value)
    {
        option.DefaultValueFactory = _ => value;
        return option;
    }
}
