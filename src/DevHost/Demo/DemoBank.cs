using System.Globalization;
using System.Xml.Linq;
using Billing.Domain;
using Billing.Functions.BankStatements;

namespace Billing.DevHost.Demo;

/// <summary>Money that came to a bank account.</summary>
/// <param name="Reference">A structured creditor reference, or empty.</param>
/// <param name="Text">What else the payer wrote.</param>
internal sealed record Transfer(Money Amount, string PayerName, string Reference, string Text);

/// <summary>The sellers' banks: they gather what comes in, and give a statement of each account at the end of each day on which something did.</summary>
internal sealed class DemoBank(Samples samples, OperatorClient operators)
{
    private static readonly XNamespace Camt = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

    private readonly Dictionary<BankAccountRow, Money> balances = [];
    private readonly Dictionary<BankAccountRow, int> entryNo = [];
    private readonly Dictionary<BankAccountRow, List<(string Id, Transfer Transfer)>> unreported = [];

    /// <summary>How many entries the statements have had.</summary>
    public int Entries { get; private set; }

    /// <summary>What a seller has at its banks.</summary>
    public IEnumerable<(string Seller, Money Balance)> Balances => balances.Select(balance => (balance.Key.SellerId, balance.Value));

    /// <summary>Takes a transfer for the seller's account in its currency.</summary>
    /// <returns>The payment that it becomes with the next statement.</returns>
    public string Receive(string seller, DateOnly day, Transfer transfer)
    {
        var account = AccountOf(seller, transfer.Amount.Currency);
        var no = entryNo[account] = entryNo.GetValueOrDefault(account) + 1;
        var id = $"{day:yyyyMMdd}{no.ToString("D4", CultureInfo.InvariantCulture)}";
        if (!unreported.TryGetValue(account, out var entries))
            unreported[account] = entries = [];
        entries.Add((id, transfer));
        return StatementImport.IdOf(CreditorReference.Bare(account.Iban), id).ToString();
    }

    /// <summary>Takes a processor's payout.</summary>
    public void ReceivePayout(string seller, Money amount) => Add(AccountOf(seller, amount.Currency), amount);

    /// <summary>Sends the statements of the day.</summary>
    /// <returns>Whether there were any.</returns>
    public async Task<bool> SendStatementsAsync(DateOnly day, CancellationToken cancel)
    {
        var any = unreported.Count > 0;
        foreach (var (account, entries) in unreported)
        {
            var import = await operators.PostXmlAsync($"api/bank-statements/camt053?seller={account.SellerId}", Statement(account, day, entries), cancel);
            if ((int)import["items"]![0]!["received"]! != entries.Count)
                throw new DemoException($"The statement of {account.Iban} was not taken as it is: {import}");
            Entries += entries.Count;
        }

        unreported.Clear();
        return any;
    }

    private BankAccountRow AccountOf(string seller, Currency currency) => samples.BankAccounts.FirstOrDefault(account => account.SellerId == seller && account.Currency == currency.Code)
        ?? throw new DemoException($"bank_accounts.csv: {seller} has no account in {currency}.");

    private Money Add(BankAccountRow account, Money amount) => balances[account] = amount + balances.GetValueOrDefault(account, Money.Zero(amount.Currency));

    private string Statement(BankAccountRow account, DateOnly day, List<(string Id, Transfer Transfer)> entries)
    {
        var opening = balances.GetValueOrDefault(account, Money.Zero(Currency.Of(account.Currency)));
        var closing = entries.Aggregate(opening, (_, entry) => Add(account, entry.Transfer.Amount));
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
}
