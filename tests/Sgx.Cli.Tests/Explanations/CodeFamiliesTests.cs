using System.Globalization;
using System.Reflection;
using Sgx.Aesm;
using Sgx.Cli.Explanations;
using Sgx.Cli.Explanations.Families;
using Sgx.Cli.Input;
using Sgx.Dcap;

namespace Sgx.Cli.Tests.Explanations;

public sealed class CodeFamiliesTests
{
    [Fact]
    public void Every_status_of_the_service_has_a_text_under_its_name_here() =>
        AssertExplained<AesmStatus>(CodeFamilies.Aesm);

    [Fact]
    public void Every_reason_of_a_rejection_has_a_text_under_its_name_here() =>
        AssertExplained<RejectionReason>(CodeFamilies.Qvl);

    [Fact]
    public void Every_tcb_status_has_a_text() => AssertNamed<TcbStatus>(CodeFamilies.Tcb);

    [Fact]
    public void Every_number_of_a_verdict_has_a_text()
    {
        AssertNumbered<Quote3Error>(CodeFamilies.Quote3);
        AssertNumbered<QvResult>(CodeFamilies.Result);
    }

    [Fact]
    public void Every_fault_of_an_input_has_a_text() => AssertNamed<InputFault>(CodeFamilies.Input);

    [Fact]
    public void Every_exit_code_of_the_tool_has_a_text()
    {
        var codes = typeof(ExitCode).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Where(field => field.IsLiteral)
            .Select(field => (uint?)(int)field.GetRawConstantValue()!);

        Assert.Equal(
            codes, CodeFamilies.Exit.Codes.Where(one => one.Name == "exit code of sgx").Select(one => one.Number));
    }

    // The lists of Intel's headers.
    [Theory]
    [InlineData("aesm", "0-51")]
    [InlineData("qvl", "0-88")]
    [InlineData("quote3", "0 E001-E035 E037-E049 E050-E053 E060-E068 E070-E073 E0FF")]
    [InlineData("result", "0 A001-A00A A0FF")]
    [InlineData("sgx", "0-5 8-A 1001 1003 1006-1009 2000-2007 2009 200C-2011 3001-3005 4001-4008 400A 400C-400F "
        + "4011-4013 5002 6001-6005 7001-7009 8001-8005 9001 F001")]
    [InlineData("pce", "F000-F008")]
    [InlineData("qe3", "D001-D009")]
    [InlineData("qcnl", "B001-B013 B030-B033 B035-B036")]
    public void Every_number_of_a_source_has_a_text_and_no_other(string key, string numbers)
    {
        var family = CodeFamilies.All.Single(family => family.Key == key);

        Assert.Equal(Expand(numbers, family.IsHexadecimal), family.Codes.Select(code => code.Number!.Value).Order());
    }

    [Fact]
    public void No_two_codes_of_a_family_have_one_name() =>
        Assert.All(CodeFamilies.All, family => Assert.Equal(
            family.Codes.Length, family.Codes.Select(family.TitleOf).Distinct().Count()));

    [Fact]
    public void No_meaning_is_told_twice() => Assert.Empty(Twice(code => code.Meaning));

    [Fact]
    public void Advice_is_told_twice_only_where_it_is_common()
    {
        var common = typeof(Advice).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(common.Order(), Twice(code => code.Advice).Order());
    }

    [Fact]
    public void Only_what_is_well_needs_no_advice() => Assert.All(
        CodeFamilies.Codes.Where(code => code.Explanation.Advice is null),
        code => Assert.Contains(code.Explanation, (Explanation[])
        [
            code.Family.Codes.FirstOrDefault(one => one.Number is 0 or 0xF000 && one == code.Explanation)!,
            CodeFamilies.Tcb.Codes[0],
        ]));

    [Fact]
    public void Every_text_is_made_of_whole_sentences() => Assert.All(
        CodeFamilies.Codes.SelectMany(code => (string?[])[code.Explanation.Meaning, code.Explanation.Advice]),
        text => Assert.Matches(@"\A([A-Z""]|aesmd|sgx )[^\n]{15,}\.\z", text ?? "There is nothing to do."));

    private static void AssertExplained<T>(CodeFamily family) where T : struct, Enum =>
        Assert.All(Enum.GetValues<T>(), member =>
        {
            var number = Convert.ToUInt32(member, CultureInfo.InvariantCulture);
            var code = new Code(family, family.Codes.Single(code => code.Number == number));
            Assert.Equal($"{member}", family.Here(number));
            Assert.Equal(CodeName.Bare($"{member}"), CodeName.Bare(code.Name));
        });

    private static void AssertNumbered<T>(CodeFamily family) where T : struct, Enum =>
        Assert.All(Enum.GetValues<T>(), member =>
        {
            var number = Convert.ToUInt32(member, CultureInfo.InvariantCulture);
            Assert.Single(family.Codes, code => code.Number == number);
            Assert.Equal($"{member}", family.Here(number));
        });

    private static void AssertNamed<T>(CodeFamily family) where T : struct, Enum =>
        Assert.All(Enum.GetNames<T>(), name => Assert.Contains(family.Codes, code => code.Name == name));

    private static IEnumerable<string> Twice(Func<Explanation, string?> text) => CodeFamilies.Codes
        .Select(code => text(code.Explanation)).OfType<string>()
        .GroupBy(one => one).Where(group => group.Count() > 1).Select(group => group.Key);

    private static IEnumerable<uint> Expand(string numbers, bool isHexadecimal) =>
        from range in numbers.Split(' ')
        let ends = range.Split('-').Select(text => Parse(text, isHexadecimal)).ToArray()
        from number in Enumerable.Range((int)ends[0], (int)(ends[^1] - ends[0]) + 1)
        select (uint)number;

    private static uint Parse(string text, bool isHexadecimal) => uint.Parse(
        text, isHexadecimal ? NumberStyles.HexNumber : NumberStyles.None, CultureInfo.InvariantCulture);
}
