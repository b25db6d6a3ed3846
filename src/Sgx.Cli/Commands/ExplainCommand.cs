using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Sgx.Cli.Explanations;
using Sgx.Cli.Input;
using Sgx.Cli.Output;

namespace Sgx.Cli.Commands;

/// <summary><c>sgx explain</c>: what a code means that a library, service or verifier gave, and what to do.</summary>
internal sealed class ExplainCommand : Command
{
    private const int MaxNames = 20;

    private readonly CliHost _host;
    private readonly Option<OutputFormat> _output = OutputOption.Create();

    private readonly Argument<string?> _code = new("CODE")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "a number as 38 or 0xE019, a name or its beginning, or a family; without it, the families",
    };

    private readonly Option<CodeFamily?> _family = TextOption.Create<CodeFamily?>(
        "--family", "FAMILY", "only codes of this family", ParseFamily);

    public ExplainCommand(CliHost host)
        : base("explain", "Say what a status or error code means, and what to do about it")
    {
        _host = host;
        Add(_code);
        Add(_family);
        Add(_output);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var format = parsed.GetValue(_output);
        var family = parsed.GetValue(_family);
        if (parsed.GetValue(_code) is not { } asked)
            return family is null ? ListFamilies(format) : List(family, format);
        return family is null && Find(asked) is { } named
            ? List(named, format)
            : Explain(asked, family, format);
    }

    private int ListFamilies(OutputFormat format)
    {
        Print(format, ExplanationDocument.OfFamilies, ExplanationDocument.TableOfFamilies);
        return ExitCode.Done;
    }

    private int List(CodeFamily family, OutputFormat format)
    {
        Print(format, () => ExplanationDocument.Of(family), () => ExplanationDocument.TableOf(family));
        return ExitCode.Done;
    }

    private int Explain(string asked, CodeFamily? family, OutputFormat format)
    {
        var search = new CodeSearch(CodeFamilies.Codes.Where(code => family is null || code.Family == family));
        var found = search.Find(asked);
        if (found.Length is 0 or > CodeSearch.MaxMatches)
            return Refuse(asked, found, search.Suggest(asked), format);

        if (format is OutputFormat.Json)
            _host.Print(ExplanationDocument.Of(asked, found, []), format);
        else
            PrintTables(found);
        return ExitCode.Done;
    }

    private void PrintTables(ImmutableArray<Code> found)
    {
        foreach (var code in found)
        {
            if (code != found[0])
                _host.Say("");
            _host.Print(ExplanationDocument.TableOf(code), OutputFormat.Table);
        }
    }

    private int Refuse(string asked, ImmutableArray<Code> found, ImmutableArray<string> near, OutputFormat format)
    {
        var names = found.IsEmpty ? near : [.. found.Select(code => code.Name)];
        if (format is OutputFormat.Json)
            _host.Print(ExplanationDocument.Of(asked, [], names), format);
        _host.Tell(found.IsEmpty
            ? $"no code is '{asked}'{Near(names)}"
            : $"'{asked}' begins {found.Length} names, write more of it: {Some(names)}");
        return ExitCode.BadInput;
    }

    private static string Near(ImmutableArray<string> names) => names.IsEmpty
        ? "; sgx explain alone lists the families, sgx explain FAMILY their codes"
        : $"; did you mean {string.Join(", ", names)}?";

    private static string Some(ImmutableArray<string> names) =>
        string.Join(", ", names.Take(MaxNames)) + (names.Length > MaxNames ? ", …" : "");

    private void Print(OutputFormat format, Func<JsonObject> forPrograms, Func<JsonObject> forPeople) =>
        _host.Print(format is OutputFormat.Json ? forPrograms() : forPeople(), format);

    private static CodeFamily? Find(string text) => CodeFamilies.All.FirstOrDefault(
        family => text.Equals(family.Key, StringComparison.OrdinalIgnoreCase)
            || text.Equals(family.Title, StringComparison.OrdinalIgnoreCase));

    private static CodeFamily ParseFamily(string text) => Find(text) ?? throw new FormatException(
        $"expected {string.Join(", ", CodeFamilies.All.Select(family => family.Key))}, found '{text}'");
}
