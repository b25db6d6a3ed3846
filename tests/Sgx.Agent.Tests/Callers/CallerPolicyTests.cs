using Sgx.Agent.Allocations;
using Sgx.Agent.Callers;

namespace Sgx.Agent.Tests.Callers;

public sealed class CallerPolicyTests
{
    private static readonly Caller Alice = new(Caller.Shared, 1000, 50);
    private static readonly Caller Pod = new("pod-a", null, null);

    [Fact]
    public void Everybody_is_allowed_where_nothing_is_said() =>
        Assert.Equal(CallerVerdict.Allowed, CallerPolicy.Everybody.Judge(Alice));

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
        Assert.Equal(expected, Policy(allowed, denied).Judge(Alice) is CallerVerdict.Allowed);

    [Theory]
    [InlineData("listener:pod-a", "", true)]
    [InlineData("uid:0", "", false)]
    [InlineData("", "uid:0", true)]
    public void A_caller_without_a_uid_matches_no_number(string allowed, string denied, bool expected) =>
        Assert.Equal(expected, Policy(allowed, denied).Judge(Pod) is CallerVerdict.Allowed);

    [Theory]
    [InlineData("uid:")]
    [InlineData("uid:-1")]
    [InlineData("uid:root")]
    [InlineData("user:1")]
    [InlineData("listener:")]
    [InlineData("namespace:")]
    [InlineData("namespace:a/b")]
    [InlineData("pod:web-0")]
    [InlineData("pod:shop/")]
    [InlineData("pod:shop/web-0/app")]
    [InlineData("uid:1,nonsense")]
    public void What_is_no_rule_is_refused(string text) => Assert.Null(CallerRule.ParseList(text));

    [Theory]
    [InlineData("namespace:shop", "", CallerVerdict.Allowed)]
    [InlineData("namespace:batch", "", CallerVerdict.Denied)]
    [InlineData("pod:shop/web-0", "", CallerVerdict.Allowed)]
    [InlineData("pod:shop/web-1", "", CallerVerdict.Denied)]
    [InlineData("", "namespace:shop", CallerVerdict.Denied)]
    [InlineData("", "pod:batch/web-0", CallerVerdict.Allowed)]
    [InlineData("namespace:shop", "pod:shop/web-0", CallerVerdict.Denied)]
    public void A_pod_is_judged_by_its_name(string allowed, string denied, object expected)
    {
        var owner = Owner();
        owner.Name(new("shop", "web-0", "app"));

        Assert.Equal(expected, Policy(allowed, denied).Judge(Pod with { Owner = owner }));
    }

    [Theory]
    [InlineData("namespace:shop", "", CallerVerdict.NotYetKnown, CallerVerdict.Denied)]
    [InlineData("", "pod:shop/web-0", CallerVerdict.NotYetKnown, CallerVerdict.Denied)]
    [InlineData("namespace:shop,uid:5", "", CallerVerdict.Allowed, CallerVerdict.Allowed)]
    [InlineData("namespace:shop", "uid:5", CallerVerdict.Denied, CallerVerdict.Denied)]
    [InlineData("uid:6", "namespace:shop", CallerVerdict.Denied, CallerVerdict.Denied)]
    [InlineData("", "uid:6", CallerVerdict.Allowed, CallerVerdict.Allowed)]
    public void What_turns_on_an_unknown_name_waits_while_it_may_become_known(
        string allowed, string denied, object soon, object never)
    {
        var owner = Owner();
        var caller = new Caller("pod-a", 5, null) { Owner = owner };

        Assert.Equal(soon, Policy(allowed, denied).Judge(caller));
        owner.Forget();
        Assert.Equal(never, Policy(allowed, denied).Judge(caller));
    }

    [Theory]
    [InlineData("namespace:shop", "", CallerVerdict.Denied)]
    [InlineData("", "namespace:shop", CallerVerdict.Allowed)]
    public void A_user_of_the_shared_socket_is_in_no_namespace(string allowed, string denied, object expected) =>
        Assert.Equal(expected, Policy(allowed, denied).Judge(Alice));

    private static AllocationOwner Owner() => new(AllocationToken.New(), () => { });

    private static CallerPolicy Policy(string allowed, string denied) =>
        new() { Allowed = CallerRule.ParseList(allowed)!, Denied = CallerRule.ParseList(denied)! };
}
