using Sgx.Agent.Callers;

namespace Sgx.Agent.Tests.Callers;

public sealed class CallerPolicyTests
{
    private static readonly Caller Alice = new(Caller.Shared, 1000, 50);
    private static readonly Caller Pod = new("pod-a", null, null);

    [Fact]
    public void Everybody_is_allowed_where_nothing_is_said() => Assert.True(CallerPolicy.Everybody.Allows(Alice));

    [Theory]
    [InlineData("", "uid:1000", false)]
    [InlineData("", "uid:1001", true)]
    [InlineData("", "gid:50", false)]
    [InlineData("", "listener:shared", false)]
    [InlineData("uid:1000", "", true)]
    [InlineData("uid:1001,gid:50", "", true)]
    [InlineData("uid:1001", "", false)]
    [InlineData("uid:1000", "gid:50", false)]
    [InlineData("listener:pod-a", "", false)]
    public void A_user_is_judged_by_what_is_known_of_it(string allowed, string denied, bool expected) =>
        Assert.Equal(expected, Policy(allowed, denied).Allows(Alice));

    [Theory]
    [InlineData("listener:pod-a", "", true)]
    [InlineData("uid:0", "", false)]
    [InlineData("", "uid:0", true)]
    public void A_caller_without_a_uid_matches_no_number(string allowed, string denied, bool expected) =>
        Assert.Equal(expected, Policy(allowed, denied).Allows(Pod));

    [Theory]
    [InlineData("uid:")]
    [InlineData("uid:-1")]
    [InlineData("uid:root")]
    [InlineData("user:1")]
    [InlineData("listener:")]
    [InlineData("uid:1,nonsense")]
    public void What_is_no_rule_is_refused(string text) => Assert.Null(CallerRule.ParseList(text));

    private static CallerPolicy Policy(string allowed, string denied) =>
        new() { Allowed = CallerRule.ParseList(allowed)!, Denied = CallerRule.ParseList(denied)! };
}
