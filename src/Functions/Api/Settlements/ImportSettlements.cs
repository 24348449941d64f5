using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Api.Sellers;
using Billing.Functions.BankStatements;
using Billing.Functions.Configuration;
using Billing.Functions.Payments;
using Billing.Functions.Processors;
using Billing.Functions.Settlements;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Settlements;

/// <summary>A payout that a report told of.</summary>
internal sealed record ImportedSettlement(string PayoutId, Money? Made, int Lines);

/// <summary>Takes a processor's settlement report. All of a file is read before any of it is taken.</summary>
internal sealed class ImportSettlements(PayoutArrivals payouts, SettlementIntake settlements, ConfigurationBook configuration, SellerSettings settings, WebhookSenders senders, Caller caller)
{
    private const int LargestBytes = 20 * 1024 * 1024;

    [Function(nameof(ImportSettlements))]
    [ApiOperation("payments", "Takes a processor's settlement report as CSV: what its payouts consist of, and their fees. Adyen's settlement details and PayPal's settlement report in their own columns, others as docs/reconciliation.md says.",
        BodyContentType = "text/csv", Answer = typeof(Page<ImportedSettlement>), Query = ["!seller: whose account it is", "merchantAccount: the seller's account at the processor; needed where it has several"], SentIdsAreKeys = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "settlements/{processor}")] HttpRequest request, string processor, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var (seller, named) = (query.Seller(), query.Text("merchantAccount"));
        query.End();
        if (senders.Find(processor) is not IPaymentProcessor)
            throw new ProblemException(StatusCodes.Status404NotFound, "unknown-processor", $"There is no processor '{processor}'.");
        await settings.RequireCompleteAsync(seller, cancellation);
        var account = await AccountAsync(seller, processor, named, cancellation);
        var read = Read(processor, account, await request.ReadBytesAsync(LargestBytes, cancellation));

        var (taken, actor) = (new List<ImportedSettlement>(), caller.ActorOf(request));
        foreach (var payout in read)
        {
            if (payout.Made is { } made)
                await payouts.RecordAsync(payout.Payout, seller, made, cancellation);
            if (payout.Lines.Count > 0)
                await settlements.TakeAsync(payout.Payout, seller, payout.Lines, actor, cancellation);
            taken.Add(new ImportedSettlement(payout.Payout.ToString(), payout.Made?.Amount, payout.Lines.Count));
        }

        return new JsonAnswer(new Page<ImportedSettlement>(taken, null));
    }

    private async Task<string> AccountAsync(string sellerId, string processor, string? named, CancellationToken cancellation)
    {
        var seller = (await configuration.ReadAsync(sellerId, cancellation)).Seller;
        return seller.AccountAt(processor, named) ?? throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "unknown-merchant-account", seller.AccountsAt(processor) is { Count: > 0 } own
            ? $"merchantAccount must be one of {string.Join(", ", own)}."
            : $"{sellerId} has no account at {processor}.");
    }

    private static IReadOnlyList<SettledPayout> Read(string processor, string account, byte[] file)
    {
        try
        {
            return SettlementCsv.Read(processor, account, new MemoryStream(file));
        }
        catch (StatementFormatException e)
        {
            throw new ProblemException(Problem.Of(StatusCodes.Status422UnprocessableEntity, "invalid-settlement", "The file cannot be read; nothing of it was taken.", [new Fault($"{e.Place}: {e.Wrong}")]));
        }
    }
}
