using Billing.DevHost.Tripwires;
using Billing.Functions.Invoices;

namespace Billing.Functions.Tests.Pipeline;

/// <summary>The worker is killed where it hurts: the other side has done what it was asked, and the worker does not know. Whatever dies when, nothing is lost,
/// nothing is doubled, and no number is missing.</summary>
[Collection(OnPipeline.Name)]
public sealed class CrashTests(PipelineFixture pipeline)
{
    [Fact]
    public Task After_the_number_was_reserved() => BilledOnceAfterAsync(
        1, seller => Tables(request => IsTransaction(request, "Numbers") && request.BodyText.Contains(seller.ToUpperInvariant(), StringComparison.Ordinal)));

    [Fact]
    public Task After_the_calendar_entry_of_the_next_period() => BilledOnceAfterAsync(
        1, seller => Tables(request => IsTransaction(request, "Calendar") && request.BodyText.Contains(seller, StringComparison.Ordinal)));

    [Fact]
    public Task After_the_commit() => BilledOnceAfterAsync(1, seller => Tables(request => IsIssue(request, seller)));

    [Fact]
    public Task In_the_middle_of_a_batch() => BilledOnceAfterAsync(5, seller => Tables(request => IsIssue(request, seller), skip: 2));

    [Fact]
    public Task After_the_pdf_was_stored() => BilledOnceAfterAsync(1, seller => pipeline.Environment.KillWorkerAfter(
        pipeline.Environment.Wires.Blobs, request => request.Method == "PUT" && request.Path.Contains($"/documents/{seller}/", StringComparison.Ordinal)));

    [Fact]
    public Task After_the_mail_provider_took_the_e_mail_which_may_come_twice() => BilledOnceAfterAsync(
        1, _ => pipeline.Environment.KillWorkerAfter(pipeline.Environment.Wires.Mail, request => request.Path == "/v3/mail/send"), mostEmails: 2);

    private async Task BilledOnceAfterAsync(int accounts, Func<string, Trip> arm, int mostEmails = 1)
    {
        var seller = await Given.SellerAsync(pipeline.Services);
        var subscribed = await pipeline.SubscribedAsync(seller, accounts);
        var trip = arm(seller);

        await pipeline.Environment.TriggerAsync(nameof(GenerateRecurringInvoices));
        await trip.Sprung.WaitAsync(TimeSpan.FromSeconds(60));
        await pipeline.Environment.Host.WorkerReadyAsync(CancellationToken.None);
        await pipeline.SettledAsync();

        await pipeline.AssertBilledOnceAsync(seller, subscribed, mostEmails);
    }

    private Trip Tables(Func<ProxiedRequest, bool> when, int skip = 0) => pipeline.Environment.KillWorkerAfter(pipeline.Environment.Wires.Tables, when, skip);

    private static bool IsTransaction(ProxiedRequest request, string table) =>
        request.Path.EndsWith("/$batch", StringComparison.Ordinal) && request.BodyText.Contains($"/{table}", StringComparison.Ordinal);

    private static bool IsIssue(ProxiedRequest request, string seller) =>
        IsTransaction(request, "Accounts") && request.BodyText.Contains("InvoiceFinalized", StringComparison.Ordinal) && request.BodyText.Contains(seller, StringComparison.Ordinal);
}
