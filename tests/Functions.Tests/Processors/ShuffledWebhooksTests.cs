using Billing.Domain;
using Billing.Functions.Accounts;
using Billing.Functions.Inbox;
using Billing.Functions.Messages;
using Billing.Functions.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Processors;

/// <summary>Ten thousand deliveries of seven processors and the mail provider, shuffled and repeated, against the functions themselves on Azurite.</summary>
public sealed class ShuffledWebhooksTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Deliveries = 10_000;
    private const int PaymentsOfEach = 6;
    private const int AtOnce = 8;

    [Fact]
    public async Task Ten_thousand_shuffled_and_repeated_webhooks_leave_the_ledger_as_one_clean_delivery_would()
    {
        await using var clean = await ProcessorSeller.CreateAsync(azurite);
        foreach (var posted in await PostedAsync(clean))
        {
            Assert.InRange((await clean.PostAsync(posted)).Status, 200, 204);
            Assert.Empty((await clean.ApplyAllAsync()).Failed);
        }

        await using var noisy = await ProcessorSeller.CreateAsync(azurite);
        var events = await PostedAsync(noisy);
        var random = new Random(20260310);
        var deliveries = Enumerable.Range(0, Deliveries).Select(n => events[n % events.Count]).ToArray();
        random.Shuffle(deliveries);
        foreach (var round in deliveries.Chunk(Deliveries / 5))
        {
            await Parallel.ForEachAsync(round, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (posted, _) => Assert.InRange((await noisy.PostAsync(posted)).Status, 200, 204));
            Assert.Empty((await noisy.ApplyAllAsync(AtOnce)).Failed);
        }

        var expected = await LedgerAsync(clean);
        Assert.Equal(expected, await LedgerAsync(noisy));
        Assert.Contains($"receivables {19 * PaymentsOfEach * Stories.Processors.Length}.00 EUR", expected, StringComparison.Ordinal);
        Assert.Empty(await noisy.TasksAsync());
    }

    private static async Task<IReadOnlyList<Posted>> PostedAsync(ProcessorSeller seller)
    {
        var stories = new Stories(seller.MerchantAccount, seller.Clock.GetUtcNow());
        var bodies = new List<(string, string)>();
        foreach (var processor in Stories.Processors)
        {
            // An account of its own each, so that only the payments of one processor race for it.
            var account = await Given.AccountAsync(seller.Services, seller.SellerId);
            for (var no = 1; no <= PaymentsOfEach; no++)
            {
                var invoice = await Given.InvoiceAsync(seller.Services, account);
                stories.Give(seller.Server, processor, $"{seller.Tag}x{no}", invoice.Number);
                bodies.AddRange(stories.Of(processor, $"{seller.Tag}x{no}", invoice.Number).Select(body => (processor, body)));
                bodies.Add(("sendgrid", $$$$"""[{"email":"a@kunde.example","timestamp":1773144000,"event":"processed","sg_event_id":"{{{{seller.MerchantAccount}}}}{{{{processor}}}}{{{{no}}}}","sg_message_id":"m.1","accountId":"{{{{account}}}}","subjectId":"{{{{invoice.Invoice.DocumentId}}}}"}]"""));
            }
        }

        return await seller.SignAsync(bodies);
    }

    // What the books have of the payments and of the accounts, and what became of each payment.
    private static async Task<string> LedgerAsync(ProcessorSeller seller)
    {
        var books = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        void Post(JournalEntry? entry)
        {
            foreach (var line in entry?.Lines ?? [])
                books[line.Account] = books.GetValueOrDefault(line.Account, Money.Zero(line.Amount.Currency)) + line.Amount;
        }

        var payments = seller.Services.GetRequiredService<PaymentBook>();
        var (lines, accounts) = (new List<string>(), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var processor in Stories.Processors)
        {
            for (var no = 1; no <= PaymentsOfEach; no++)
            {
                var payment = (await seller.PaymentAsync(processor, Stories.PaymentId(processor, $"{seller.Tag}x{no}")))!;
                lines.Add($"{processor} {no}: {payment.Status}, {payment.Held()} held, {payment.Suspense()} in suspense, fees {payment.Fees(Currency.Of("EUR"))}");
                foreach (var fact in payment.Facts)
                    Post((await payments.FindFactAsync(new PaymentFactRef(payment.Id.ToString(), fact.Key), default))!.Entry);
                accounts.UnionWith(payment.Assignments.Select(assignment => assignment.AccountId));
            }
        }

        foreach (var account in accounts.Select(AccountId.Parse))
        {
            await foreach (var record in seller.Services.GetRequiredService<AccountRows>().HistoryAsync(account, default))
            {
                foreach (var entry in record.Events.SelectMany(AccountPosting.Post))
                    Post(entry);
            }

            var state = await Given.StateAsync(seller.Services, account);
            lines.Add($"{state.Receivable()} owed, {state.Credit()} credit: {string.Join(' ', state.Invoices.Select(item => item.Balance.Amount).Order())}");
        }

        return $"{string.Join('\n', lines.Order(StringComparer.Ordinal))}\n{string.Join('\n', books.Where(line => !line.Key.Contains("revenue", StringComparison.Ordinal)).Select(line => $"{line.Key} {line.Value}"))}";
    }
}
