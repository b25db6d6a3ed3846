using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QuoteEndpoint;
using Sgx.Dcap;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = QuoteReader.MaxBody);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.AddSgxQuoteVerifier(options => builder.Configuration.GetSection("Verifier").ApplyTo(options));
builder.Services.AddSingleton<QuoteHandler>();

var app = builder.Build();
try
{
    _ = app.Services.GetRequiredService<QuoteAppraiser>(); // collateral that is not there is told now, not later
    app.MapPost("/quotes", app.Services.GetRequiredService<QuoteHandler>().Handle);
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is FormatException or IOException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync($"quote-endpoint: {e.Message}");
    return 2;
}
