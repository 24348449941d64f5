using System.Globalization;
using System.Text.Json.Nodes;
using Billing.DevHost.Demo.Senders;
using Billing.Domain;

namespace Billing.DevHost.Demo;

/// <summary>What customers who are late, operators and the collection agencies do, day by day: plans are agreed upon, instalments and debts are paid by transfer, agencies send their files and their remittances.</summary>
internal sealed class OverdueStory(Samples samples, OperatorClient operators, DemoBank bank)
{
    private const string ImportColumns = "line_id,kind,case_id,agency_reference,invoice_number,gross,fee,currency,value_date,remittance_id";

    public async Task DoAsync(DateOnly day, CancellationToken cancel)
    {
        foreach (var row in samples.Overdue.Story.Where(row => row.Date == day))
            await DoAsync(row, cancel);
    }

    private Task DoAsync(StoryRow row, CancellationToken cancel) => row.Action switch
    {
        "agree" => operators.PostAsync($"api/customers/{row.Account}/arrangements", new { schedule = new { kind = "equal", count = row.Count, interval = "month", firstDueOn = row.Day } }, cancel),
        "pay" => PayAsync(row, cancel),
        "pay-instalment" => PayInstalmentAsync(row, cancel),
        "acknowledge" => AcknowledgeAsync(row, cancel),
        "collect" => CollectAsync(row, cancel),
        "contest" => ContestAsync(row, path => operators.PostAsync(path, new { reason = row.Text }, cancel), cancel),
        "settle" => ContestAsync(row, path => operators.DeleteAsync($"{path}?reason={Uri.EscapeDataString(row.Text)}", cancel), cancel),
        _ => throw new DemoException($"story.csv: there is no action {row.Action}; samples/README.md lists them."),
    };

    // The account's own creditor reference leaves it to Billing which invoices the money is for.
    private async Task PayAsync(StoryRow row, CancellationToken cancel)
    {
        var customer = await operators.GetAsync($"api/customers/{row.Account}", cancel);
        Transfer(row, row.Amount is { } amount ? new Money(amount, row.Account.Currency) : AmountOf(customer["receivable"]!), (string)customer["creditorReference"]!);
    }

    private async Task PayInstalmentAsync(StoryRow row, CancellationToken cancel)
    {
        var customer = await operators.GetAsync($"api/customers/{row.Account}", cancel);
        var arrangements = (await operators.GetAsync($"api/customers/{row.Account}/arrangements", cancel))["items"]!.AsArray();
        var next = arrangements.Select(arrangement => arrangement!["nextAmount"]).FirstOrDefault(amount => amount is not null)
            ?? throw new DemoException($"story.csv: {row.Account} has no instalment to pay on {row.Date:O}.");
        Transfer(row, AmountOf(next), (string)customer["creditorReference"]!);
    }

    private void Transfer(StoryRow row, Money amount, string reference) =>
        bank.Receive(row.SellerId, row.Date, new Transfer(amount, samples.Customers.First(customer => customer.CustomerId == row.CustomerId).Name, reference, ""));

    private async Task AcknowledgeAsync(StoryRow row, CancellationToken cancel)
    {
        var known = await CaseOfAsync(row, cancel);
        await ImportAsync(row, known, $"ack-{row.Text},acknowledged,{(string)known["caseId"]!},{row.Text},,,,,,", cancel);
    }

    private async Task CollectAsync(StoryRow row, CancellationToken cancel)
    {
        var (known, currency) = (await CaseOfAsync(row, cancel), row.Account.Currency);
        var (gross, fee) = (new Money(row.Amount ?? 0, currency), new Money(row.Fee ?? 0, currency));
        var number = (string)known["items"]![0]!["number"]!;
        await ImportAsync(row, known, string.Create(CultureInfo.InvariantCulture, $"paid-{row.Text},collected,{(string)known["caseId"]!},,{number},{gross.Amount},{fee.Amount},{currency},{row.Date:yyyy-MM-dd},{row.Text}"), cancel);
        var agency = new MerchantAccountRow(row.SellerId, Agency.ProcessorOf((string)known["agencyId"]!), row.SellerId);
        bank.Receive(new PayoutNews(agency, row.Text, gross - fee, fee, new DateTimeOffset(row.Date, new TimeOnly(12, 0), TimeSpan.Zero)), row.Text);
    }

    private async Task ContestAsync(StoryRow row, Func<string, Task> say, CancellationToken cancel) =>
        await say($"api/invoices/{(string)(await CaseOfAsync(row, cancel))["items"]![0]!["documentId"]!}/dispute");

    private async Task ImportAsync(StoryRow row, JsonNode known, string line, CancellationToken cancel)
    {
        var taken = await operators.PostCsvAsync($"api/collections-imports?seller={row.SellerId}&agency={(string)known["agencyId"]!}", $"{ImportColumns}\n{line}\n", cancel);
        if ((int)taken["applied"]! != 1)
            throw new DemoException($"The agency's file of {row.Date:O} was not taken as it is: {taken}");
    }

    private async Task<JsonNode> CaseOfAsync(StoryRow row, CancellationToken cancel)
    {
        var cases = (await operators.GetAsync($"api/collections-cases?seller={row.SellerId}", cancel))["items"]!.AsArray();
        var found = cases.LastOrDefault(one => (string)one!["accountId"]! == row.Account.ToString()) ?? throw new DemoException($"story.csv: {row.Account} has no collections case on {row.Date:O}.");
        return await operators.GetAsync($"api/collections-cases/{(string)found["caseId"]!}", cancel);
    }

    private static Money AmountOf(JsonNode amount) => new(decimal.Parse((string)amount["amount"]!, CultureInfo.InvariantCulture), Currency.Of((string)amount["currency"]!));
}
