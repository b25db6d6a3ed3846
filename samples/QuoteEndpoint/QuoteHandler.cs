using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sgx.Dcap;

namespace QuoteEndpoint;

/// <summary><c>POST /quotes</c>: 200 and a verdict, or problem details that say which step failed and why.</summary>
/// <remarks>The log has steps, reasons and measurements. Report data are the caller's and never in it.</remarks>
internal sealed partial class QuoteHandler(QuoteAppraiser appraiser, ILogger<QuoteHandler> logger)
{
    public async Task Handle(HttpContext context)
    {
        try
        {
            await Answer(context.Response, appraiser.Appraise(await QuoteReader.Read(context.Request)));
        }
        catch (BadHttpRequestException e)
        {
            await Refuse(context.Response, new()
            {
                Title = "the request is not a quote", Status = e.StatusCode, Step = "Request", Detail = e.Message,
            });
        }
    }

    private Task Answer(HttpResponse response, QuoteAppraisal appraisal)
    {
        if (appraisal is not QuoteAppraisal.Accepted accepted)
            return Refuse(response, Problem.Of((QuoteAppraisal.Refused)appraisal));
        var verdict = Verdict.Of(accepted);
        Accepted(verdict.Enclave?.MrEnclave ?? verdict.Td?.MrTd, verdict.TcbStatus);
        return response.WriteAsJsonAsync(verdict, BodyContext.Default.Verdict);
    }

    private Task Refuse(HttpResponse response, Problem problem)
    {
        Refused(problem.Step, problem.Status, problem.Reason);
        response.StatusCode = problem.Status;
        return response.WriteAsJsonAsync(problem, BodyContext.Default.Problem, "application/problem+json");
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "accepted {Measurement}, TCB {TcbStatus}")]
    private partial void Accepted(string? measurement, string tcbStatus);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "refused at step {Step}, {Status} {Reason}")]
    private partial void Refused(string step, int status, string? reason);
}
