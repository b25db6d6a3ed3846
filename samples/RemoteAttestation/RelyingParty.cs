using System.Security.Cryptography;
using RemoteAttestation.Wire;
using Sgx;
using Sgx.Dcap;
using Sgx.Quotes;

namespace RemoteAttestation;

/// <summary>The party that has a secret, and gives it only to the enclave that it wants.</summary>
internal sealed class RelyingParty(RelyingPartyTerms terms, Action<string> log)
{
    private const int KeyBits = 3072;

    /// <summary>Whether the enclave got the secret.</summary>
    public async Task<bool> Serve(Channel enclave, CancellationToken cancellation)
    {
        var challenge = Challenge.Create();
        await challenge.Send(enclave, cancellation);
        var evidence = await Evidence.Receive(enclave, cancellation);
        log($"got a key of {evidence.PublicKey.Length} bytes and a quote of {evidence.Quote.Length} bytes");

        var answer = Judge(evidence, challenge);
        await answer.Send(enclave, cancellation);
        log(answer is Answer.Refused refused ? $"refused: {refused.Reason}" : "secret delivered");
        return answer is Answer.Granted;
    }

    private Answer Judge(Evidence evidence, Challenge challenge)
    {
        try
        {
            var claims = Verify(Quote.Parse(evidence.Quote));
            if (!claims.ReportData.Span.SequenceEqual(challenge.Bind(evidence.PublicKey)))
                return new Answer.Refused("the quote does not speak of this key and this challenge");
            return new Answer.Granted(Encrypt(evidence.PublicKey));
        }
        catch (Exception e) when (e is RefusedException or SgxFormatException or CryptographicException)
        {
            return new Answer.Refused(e.Message);
        }
    }

    // First whether the quote is genuine, then whether the enclave is the one wanted; its claims if both.
    private EnclaveClaims Verify(Quote quote)
    {
        var verdict = new QuoteVerifier(terms.Anchor).Verify(quote, terms.Collateral, terms.Time());
        if (verdict is not QuoteVerdict.Verified verified)
            throw new RefusedException(Why((QuoteVerdict.Rejected)verdict));

        log($"the quote is genuine: TCB {verified.TcbStatus}, signed under '{verified.Root.Subject}'");
        var policy = terms.Policy.Judge(verified);
        return policy.IsSatisfied
            ? verified.Enclave ?? throw new RefusedException("the quote is of a trust domain, not of an enclave")
            : throw new RefusedException(Why(policy));
    }

    private static string Why(QuoteVerdict.Rejected verdict) =>
        $"the quote is rejected, {verdict.Reason}: {verdict.Detail}";

    private static string Why(PolicyVerdict policy) => "the quote is genuine, but not what is wanted: "
        + string.Join("; ", policy.Mismatches.Select(m => $"{m.Field} is {m.Found}, not {m.Expected}"));

    private byte[] Encrypt(byte[] publicKey)
    {
        using var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        return key.KeySize == KeyBits
            ? key.Encrypt(terms.Secret.Span, RSAEncryptionPadding.OaepSHA256)
            : throw new RefusedException($"the key has {key.KeySize} bits, not {KeyBits}");
    }

    private sealed class RefusedException(string reason) : Exception(reason);
}
