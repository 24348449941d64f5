using System.Globalization;
using System.Xml.Linq;
using Billing.DevHost.Demo.Senders;
using Billing.Domain;
using Billing.Functions.BankStatements;

namespace Billing.DevHost.Demo;

/// <summary>Money that comes to a bank account.</summary>
/// <param name="Reference">A structured creditor reference, or empty.</param>
/// <param name="Text">What else the payer wrote.</param>
internal sealed record Transfer(Money Amount, string PayerName, string Reference, string Text);

/// <summary>The sellers' banks: they gather what comes in, and give a statement of each account at the end of each day on which something did.</summary>
internal sealed class DemoBank(Samples samples, OperatorClient operators)
{
    /// <summary>Days from a processor's payout to the bank's booking.</summary>
    private const int PayoutDays = 2;

    private static readonly XNamespace Camt = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

    private readonly Dictionary<BankAccountRow, Money> balances = [];
    private readonly Dictionary<BankAccountRow, int> entryNo = [];
    private readonly List<Incoming> underWay = [];

    /// <summary>How many transfers of customers the statements have had.</summary>
    public int Transfers { get; private set; }

    /// <summary>How many payouts of processors the statements have had.</summary>
    public int ArrivedPayouts { get; private set; }

    /// <summary>What sellers have at their banks.</summary>
    public IEnumerable<(string Seller, Money Balance)> Balances => balances.Select(balance => (balance.Key.SellerId, balance.Value));

    /// <summary>Payouts that no statement has had.</summary>
    public IEnumerable<PayoutNews> InTransit => underWay.Select(incoming => incoming.Payout).OfType<PayoutNews>();

    /// <summary>Takes a transfer for the seller's account in its currency.</summary>
    /// <returns>The payment that it becomes with the statement of the day.</returns>
    public string Receive(string seller, DateOnly day, Transfer transfer)
    {
        var account = AccountOf(seller, transfer.Amount.Currency);
        var id = NextId(account, day);
        underWay.Add(new Incoming(account, id, day, transfer, null));
        return StatementImport.IdOf(CreditorReference.Bare(account.Iban), id).ToString();
    }

    /// <summary>Takes a processor's payout, which is booked some days later.</summary>
    /// <param name="payoutId">The processor's id of it, which it has the bank write.</param>
    public void Receive(PayoutNews payout, string payoutId)
    {
        var (account, day) = (AccountOf(payout.Merchant.SellerId, payout.Amount.Currency), DateOnly.FromDateTime(payout.At.UtcDateTime).AddDays(PayoutDays));
        underWay.Add(new Incoming(account, NextId(account, day), day, new Transfer(payout.Amount, payout.Merchant.Processor, "", payoutId), payout));
    }

    /// <summary>Sends the statements of the day.</summary>
    /// <returns>Whether there were any.</returns>
    public async Task<bool> SendStatementsAsync(DateOnly day, CancellationToken cancel)
    {
        var booked = underWay.Where(incoming => incoming.BookedOn == day).ToList();
        foreach (var entries in booked.GroupBy(incoming => incoming.Account))
        {
            var import = (await operators.PostXmlAsync($"api/bank-statements/camt053?seller={entries.Key.SellerId}", Statement(entries.Key, day, [.. entries]), cancel))["items"]![0]!;
            var payouts = entries.Count(entry => entry.Payout is not null);
            if ((int)import["received"]! != entries.Count() - payouts || import["payouts"]!.AsArray().Count != payouts)
                throw new DemoException($"The statement of {entries.Key.Iban} of {day:O} was not taken as it is: {import}");
            Transfers += entries.Count() - payouts;
            ArrivedPayouts += payouts;
        }

        underWay.RemoveAll(booked.Contains);
        return booked.Count > 0;
    }

    private string NextId(BankAccountRow account, DateOnly day)
    {
        var no = entryNo[account] = entryNo.GetValueOrDefault(account) + 1;
        return $"{day:yyyyMMdd}{no.ToString("D4", CultureInfo.InvariantCulture)}";
    }

    private BankAccountRow AccountOf(string seller, Currency currency) => samples.BankAccounts.FirstOrDefault(account => account.SellerId == seller && account.Currency == currency.Code)
        ?? throw new DemoException($"bank_accounts.csv: {seller} has no account in {currency}.");

    private string Statement(BankAccountRow account, DateOnly day, List<Incoming> entries)
    {
        var opening = balances.GetValueOrDefault(account, Money.Zero(Currency.Of(account.Currency)));
        var closing = balances[account] = opening + Money.Sum(entries.Select(entry => entry.Transfer.Amount), opening.Currency);
        var identification = account.Iban.All(char.IsAsciiDigit) ? Element("Othr", Element("Id", account.Iban)) : Element("IBAN", account.Iban);
        return new XDocument(Element("Document", Element("BkToCstmrStmt",
            Element("GrpHdr", Element("MsgId", $"{day:yyyyMMdd}-{account.Iban}"), Element("CreDtTm", $"{day:yyyy-MM-dd}T18:00:00Z")),
            Element("Stmt",
                Element("Id", $"{day:yyyyMMdd}"),
                Element("Acct", Element("Id", identification), Element("Ccy", account.Currency)),
                Balance("OPBD", opening, day), Balance("CLBD", closing, day),
                entries.Select(entry => Entry(entry.Id, entry.Transfer, day)))))).ToString();
    }

    private static XElement Balance(string code, Money amount, DateOnly day) => Element("Bal", Element("Tp", Element("CdOrPrtry", Element("Cd", code))), Amount(amount), Element("CdtDbtInd", "CRDT"), Date("Dt", day));

    private static XElement Entry(string id, Transfer transfer, DateOnly day) => Element("Ntry",
        Amount(transfer.Amount), Element("CdtDbtInd", "CRDT"), Element("Sts", Element("Cd", "BOOK")), Date("BookgDt", day), Date("ValDt", day), Element("AcctSvcrRef", id),
        Element("NtryDtls", Element("TxDtls",
            Element("RltdPties", Element("Dbtr", Element("Pty", Element("Nm", transfer.PayerName)))),
            Element("RmtInf",
                transfer.Reference.Length > 0 ? Element("Strd", Element("CdtrRefInf", Element("Ref", transfer.Reference))) : null,
                transfer.Text.Length > 0 ? Element("Ustrd", transfer.Text) : null))));

    private static XElement Amount(Money amount) => new(Camt + "Amt", new XAttribute("Ccy", amount.Currency.Code), amount.Amount.ToString(CultureInfo.InvariantCulture));

    private static XElement Date(string name, DateOnly day) => Element(name, Element("Dt", $"{day:yyyy-MM-dd}"));

    private static XElement Element(string name, params object?[] content) => new(Camt + name, content);

    /// <param name="Payout">The payout that it is, where it is no customer's transfer.</param>
    private sealed record Incoming(BankAccountRow Account, string Id, DateOnly BookedOn, Transfer Transfer, PayoutNews? Payout);
}
