using Billing.Documents.Texts;
using Billing.Functions;
using Billing.Functions.Clock;
using Billing.Functions.Api;
using Billing.Functions.Api.Contract;
using Billing.Functions.Storage;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Better not to start than to send documents whose amounts and dates are written in the wrong form.
CultureData.Require();
var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<ProblemMiddleware>();
if (builder.Configuration.HasTestClock())
    builder.UseMiddleware<TestClockMiddleware>();

// What goes well is the host's to report; a line for each request and storage call would cost more than the work it tells of.
foreach (var category in new[] { "Microsoft.AspNetCore", "Azure.Core", "System.Net.Http" })
    builder.Logging.AddFilter(category, LogLevel.Warning);
builder.Services.AddBilling(builder.Configuration).AddApi();
var app = builder.Build();

// With a connection string nothing has been deployed: this is one machine, and what is missing is created.
if (builder.Configuration["Storage:ConnectionString"] is { Length: > 0 })
    await app.Services.GetRequiredService<BillingStorage>().CreateMissingAsync(CancellationToken.None);
await app.RunAsync();
