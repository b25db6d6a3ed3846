using Sgx.Quotes;

namespace Sgx.Tests.Quotes;

public sealed class PpidCertificationTests
{
    [Theory]
    [InlineData(CertificationDataType.PpidClear, 16)]
    [InlineData(CertificationDataType.PpidRsa2048, 256)]
    [InlineData(CertificationDataType.PpidRsa3072, 384)]
    public void It_names_the_platform_and_its_tcb(CertificationDataType type, int ppidSize)
    {
        byte[] ppid = QuoteKind.Filler(ppidSize, 1);
        byte[] cpuSvn = QuoteKind.Filler(16, 2);

        var read = new PpidCertification(new(type, (byte[])[.. ppid, .. cpuSvn, 3, 4, 5, 6]));

        Assert.Equal(ppid, read.Ppid);
        Assert.Equal(cpuSvn, read.CpuSvn);
        Assert.Equal(0x0403, read.PceSvn);
        Assert.Equal(0x0605, read.PceId);
    }

    [Theory]
    [InlineData(CertificationDataType.PpidClear, 34)]
    [InlineData(CertificationDataType.PpidClear, 37)]
    [InlineData(CertificationDataType.PpidRsa2048, 404)]
    [InlineData(CertificationDataType.PpidRsa3072, 403)]
    [InlineData(CertificationDataType.PckLeaf, 36)]
    [InlineData(CertificationDataType.PckChain, 404)]
    public void Another_type_or_size_is_refused(CertificationDataType type, int size) =>
        Assert.Throws<SgxFormatException>(() => new PpidCertification(new(type, new byte[size])).PceId);
}
