using System.Security.Cryptography;
using RemoteAttestation.Wire;
using Sgx;
using Sgx.Quotes;
using Sgx.Simulation;

namespace RemoteAttestation;

/// <summary>The party inside an enclave: proves what it is, and gets a secret for it.</summary>
/// <remarks>
/// Everything that touches the private key would run inside the enclave. Here the enclave is simulated, so the line
/// between inside and outside is drawn only in this text.
/// </remarks>
internal sealed class EnclaveApplication(SimulatedEnclave enclave, IQuotingPlatform platform, Action<string> log)
{
    private const int KeyBits = 3072;

    /// <summary>Whether the relying party gave its secret.</summary>
    public async Task<bool> Attest(Channel relyingParty, CancellationToken cancellation)
    {
        var challenge = await Challenge.Receive(relyingParty, cancellation);
        log("challenged; making a key that never leaves the enclave");
        using var key = RSA.Create(KeyBits);
        var publicKey = key.ExportSubjectPublicKeyInfo();

        var quote = await GetQuote(challenge.Bind(publicKey), cancellation);
        await new Evidence(publicKey, quote.Bytes.ToArray()).Send(relyingParty, cancellation);
        return Understand(await Answer.Receive(relyingParty, cancellation), key);
    }

    // In the order of Intel's API: whom to address, the Report, the quote, and who made it.
    private async Task<Quote> GetQuote(byte[] reportData, CancellationToken cancellation)
    {
        var keyId = AttestationKeyId.EcdsaP256;
        var quotingEnclave = await platform.Initialize(keyId, cancellation);
        var report = enclave.CreateReport(quotingEnclave.TargetInfo, reportData);
        log($"asking quoting enclave {quotingEnclave.TargetInfo.MrEnclave} for a quote");

        var question = QeReportInfo.Ask(RandomNumberGenerator.GetBytes(QeReportInfo.NonceSize), enclave.TargetInfo);
        var (quote, answer) = await platform.GetQuote(new(report, keyId, question), cancellation);
        RequireMadeBy(quotingEnclave, quote, answer);
        log($"got a quote of {quote.Bytes.Length} bytes; its quoting enclave is on this machine");
        return quote;
    }

    private void RequireMadeBy(QuotingEnclaveInfo quotingEnclave, Quote quote, QeReportInfo? answer)
    {
        if (answer is null || !enclave.VerifyReport(answer.QeReport) || !answer.Binds(quote)
            || answer.QeReport.Body.MrEnclave != quotingEnclave.TargetInfo.MrEnclave)
        {
            throw new QuotingException(
                QuotingFailure.Unexpected, "no quoting enclave on this machine vouches for the quote");
        }
    }

    private bool Understand(Answer answer, RSA key)
    {
        if (answer is not Answer.Granted granted)
        {
            log($"refused: {((Answer.Refused)answer).Reason}");
            return false;
        }

        var secret = key.Decrypt(granted.EncryptedSecret, RSAEncryptionPadding.OaepSHA256);
        log($"secret received, {secret.Length} bytes");
        return true;
    }
}
