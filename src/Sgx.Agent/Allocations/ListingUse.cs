namespace Sgx.Agent.Allocations;

/// <summary>What a look-up at the kubelet was good for.</summary>
internal enum ListingUse
{
    /// <summary>There is no listing: the kubelet does not answer, or refuses.</summary>
    Silent,

    /// <summary>It lists no pod at all, as a kubelet that has just started.</summary>
    Empty,

    /// <summary>It lists nobody with the units of an allocation here.</summary>
    NamesNobody,

    /// <summary>It lists somebody who may have the units from an allocation that cannot be read.</summary>
    Withheld,

    /// <summary>It names somebody whose allocation is here.</summary>
    Names,
}
