using Sgx.Deploy.Tests.Manifests;

namespace Sgx.Deploy.Tests.Templates;

public sealed class TemplateRendererTests
{
    private const string Data = """
        text: a
        number: 9550
        nothing: {}
        off: false
        map: { b: 2, a: "1" }
        list: [x, z]
        deep: { er: down }
        """;

    [Theory]
    [InlineData("{{ .text }}", "a")]
    [InlineData("{{ .deep.er }}", "down")]
    [InlineData("a\n  {{- .text }}\n", "aa\n")]
    [InlineData("a {{ .text -}}\n  b", "a ab")]
    [InlineData("a{{/* } \" */}}b", "ab")]
    [InlineData("{{ if .off }}1{{ else if .list }}2{{ else }}3{{ end }}", "2")]
    [InlineData("{{ if and .text (not .off) }}1{{ end }}", "1")]
    [InlineData("{{ if or .off .nothing }}1{{ else }}2{{ end }}", "2")]
    [InlineData("{{ if eq .text \"a\" }}1{{ end }}", "1")]
    [InlineData("{{ if .list.Has \"z\" }}1{{ end }}{{ if .list.Has \"y\" }}2{{ end }}", "1")]
    [InlineData("{{ with .deep }}{{ .er }}{{ $.text }}{{ end }}", "downa")]
    [InlineData("{{ with .nothing }}1{{ else }}2{{ end }}", "2")]
    [InlineData("{{ range .list }}{{ . }};{{ end }}", "x;z;")]
    [InlineData("{{ range $i, $x := .list }}{{ if $i }},{{ end }}{{ $x }}{{ end }}", "x,z")]
    [InlineData("{{ range $k, $v := .map }}{{ $k }}={{ $v }} {{ end }}", "a=1 b=2 ")]
    [InlineData("{{ range .none }}1{{ end }}", "")]
    [InlineData("{{ $x := .deep }}{{ $x.er }}", "down")]
    [InlineData("{{ default \"z\" .none }}{{ .text | default \"z\" }}", "za")]
    [InlineData("{{ .number | quote }}", "\"9550\"")]
    [InlineData("{{ printf \"%s-%s\" .text .deep.er | trunc 4 | trimSuffix \"o\" }}", "a-d")]
    [InlineData("{{ .deep.er | replace \"ow\" \"_\" }}", "d_n")]
    [InlineData("x:{{ .map | toYaml | nindent 2 }}", "x:\n  a: \"1\"\n  b: 2")]
    [InlineData("{{ define \"f\" }}<{{ . }}>{{ end }}{{ include \"f\" .text }}", "<a>")]
    [InlineData("{{ sha256sum .text }}", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb")]
    public void The_subset_renders_as_in_Go(string template, string expected) =>
        Assert.Equal(expected, Render(template));

    [Theory]
    [InlineData("{{ .none }}", "not there")]
    [InlineData("{{ .none.deeper }}", "leads through nothing")]
    [InlineData("{{ .text.deeper }}", "deeper of a String")]
    [InlineData("{{ .map }}", "is printed")]
    [InlineData("{{ required \"say it\" .none }}", "say it")]
    [InlineData("{{ if .text }}", "does not close")]
    [InlineData("{{ end }}", "closes nothing")]
    [InlineData("{{ .text", "do not close")]
    [InlineData("{{ upper .text }}", "not in the subset: upper")]
    [InlineData("{{ eq .number 1 }}", "not in the subset: eq")]
    [InlineData("{{ .text 'a' }}", "not in the subset")]
    [InlineData("{{ .list.Get \"z\" }}", "not in the subset")]
    [InlineData("{{ .text.Has \"z\" }}", "not in the subset: Has")]
    [InlineData("{{ include \"none\" . }}", "nothing defines none")]
    [InlineData("{{ $none }}", "no variable $none")]
    [InlineData("{{ range .text }}{{ end }}", "range over a String")]
    [InlineData("{{ printf \"%d\" .number }}", "printf")]
    public void What_is_outside_of_it_is_named_with_its_place(string template, string complaint)
    {
        var mistake = Assert.Throws<TemplateException>(() => Render("\n" + template));
        Assert.Contains(complaint, mistake.Message, StringComparison.Ordinal);
        Assert.StartsWith("file", mistake.Message, StringComparison.Ordinal);
    }

    private static string Render(string template)
    {
        var renderer = new TemplateRenderer();
        renderer.Add("file", template);
        return renderer.Render("file", Yaml.ReadMap(Data));
    }
}
