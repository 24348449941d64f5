using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Billing.Domain;

namespace Billing.Functions.BankStatements;

/// <summary>Reads bank statements in ISO 20022 camt.053 of any version: booked entries, each transaction of a batch for itself where the bank itemizes it.</summary>
internal static class Camt053
{
    private const long LongestFile = 20_000_000;

    /// <exception cref="StatementFormatException">The file is no camt.053, or lacks what is needed; it says where.</exception>
    public static IReadOnlyList<BankStatement> Read(Stream file)
    {
        XDocument document;
        try
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LongestFile });
            document = XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException e)
        {
            throw new StatementFormatException($"line {e.LineNumber}", $"the file is no XML that can be read: {e.Message}");
        }

        var statements = document.Descendants().Where(element => element.Name.LocalName == "Stmt").ToList();
        return statements.Count > 0 ? [.. statements.Select(Statement)] : throw new StatementFormatException("the file", "has no statement (Stmt); is it a camt.053?");
    }

    private static BankStatement Statement(XElement statement)
    {
        var id = Text(statement, "Id");
        var account = Find(statement, "Acct", "Id", "IBAN") ?? Find(statement, "Acct", "Id", "Othr", "Id") ?? throw Fault(statement, "has no account (Acct/Id/IBAN)");
        var own = Bare(account.Value);
        var entries = Children(statement, "Ntry").Where(IsBooked).SelectMany((entry, index) => Entries(entry, own, $"{id.Value}/{index + 1}")).ToList();
        return new BankStatement(id.Value, own, Balance(statement, "OPBD"), Balance(statement, "CLBD"), entries);
    }

    // Pending and future entries come again when they are booked.
    private static bool IsBooked(XElement entry) => (Find(entry, "Sts", "Cd") ?? Find(entry, "Sts"))?.Value.Trim() is null or "BOOK";

    private static IEnumerable<BankEntry> Entries(XElement entry, string own, string place)
    {
        var reference = Find(entry, "AcctSvcrRef")?.Value.Trim() is { Length: > 0 } given ? given : place;
        var sum = Amount(Text(entry, "Amt"), Sign(entry));
        var transactions = Children(entry, "NtryDtls").SelectMany(details => Children(details, "TxDtls")).ToList();
        var amounts = transactions.Select(transaction => (Find(transaction, "Amt") ?? Find(transaction, "AmtDtls", "TxAmt", "Amt")) is { } own ? Amount(own, Sign(transaction) ?? Sign(entry)) : (Money?)null).ToList();

        // A batch is taken apart only where its parts make up the whole.
        if (transactions.Count > 1 && amounts.All(amount => amount is not null) && Money.Sum(amounts.Select(amount => amount!.Value), sum.Currency) == sum)
        {
            for (var index = 0; index < transactions.Count; index++)
                yield return Entry(entry, transactions[index], own, $"{reference}/{index + 1}", amounts[index]!.Value) with { Charges = Charges(amounts[index]!.Value, transactions[index]) };
            yield break;
        }

        var only = transactions.Count == 1 ? transactions[0] : null;
        yield return Entry(entry, only, own, reference, sum) with { Charges = Charges(sum, [.. transactions.Where(_ => only is not null), entry]) };
    }

    private static BankEntry Entry(XElement entry, XElement? transaction, string own, string id, Money amount)
    {
        var booked = Date(entry, "BookgDt") ?? throw Fault(entry, "has no booking date (BookgDt)");
        var isReturn = IsReturn(entry, transaction);
        var side = OtherSide(transaction, own, amount, isReturn);
        var party = transaction is null ? null : Find(transaction, "RltdPties", side, "Nm") ?? Find(transaction, "RltdPties", side, "Pty", "Nm");
        var remittance = transaction is null ? [] : Children(transaction, "RmtInf").ToList();
        IEnumerable<string> texts =
        [
            .. remittance.SelectMany(info => Children(info, "Strd")).Select(structured => Find(structured, "CdtrRefInf", "Ref")?.Value ?? ""),
            .. remittance.SelectMany(info => Children(info, "Ustrd")).Select(line => line.Value),
            Find(entry, "AddtlNtryInf")?.Value ?? "",
        ];
        return new BankEntry(
            id, amount, booked, Date(entry, "ValDt") ?? booked, party?.Value.Trim() ?? "", Account(transaction, side), string.Join(' ', texts.Select(text => text.Trim()).Where(text => text.Length > 0)), isReturn)
        {
            CreditorAccount = amount.IsPositive && !isReturn ? Account(transaction, "Cdtr") : "",
            EndToEndId = transaction is not null && Find(transaction, "Refs", "EndToEndId")?.Value.Trim() is { } given and not "NOTPROVIDED" ? given : "",
            OriginalEntryId = isReturn && transaction is not null ? Find(transaction, "Refs", "AcctSvcrRef")?.Value.Trim() ?? "" : "",
            ReturnReason = (transaction is null ? null : Find(transaction, "RtrInf", "Rsn", "Cd") ?? Find(transaction, "RtrInf", "Rsn", "Prtry"))?.Value.Trim() ?? "",
        };
    }

    // The sub-families of the external code list of ISO 20022 that undo what was booked before.
    private static bool IsReturn(XElement entry, XElement? transaction) =>
        Find(entry, "RvslInd")?.Value.Trim() is "true" or "1" || (transaction is not null && Find(transaction, "RtrInf") is not null)
        || new[] { transaction, entry }.OfType<XElement>().Any(element => Find(element, "BkTxCd", "Domn", "Fmly", "SubFmlyCd")?.Value.Trim() is "RRTN" or "RPCR" or "PRDD" or "UPDD" or "RCDD" or "UPCQ" or "CQRV");

    // Who paid what came in, and who is paid what goes out. Banks that undo a payment name its parties as they were or the other way round: we are not the other.
    private static string OtherSide(XElement? transaction, string own, Money amount, bool isReturn)
    {
        var (usual, reversed) = amount.IsPositive ? ("Dbtr", "Cdtr") : ("Cdtr", "Dbtr");
        return isReturn && Account(transaction, usual) is var account && (account.Length == 0 || account == own) && Account(transaction, reversed).Length > 0 ? reversed : usual;
    }

    private static string Account(XElement? transaction, string side) =>
        transaction is null ? "" : Bare((Find(transaction, "RltdPties", $"{side}Acct", "Id", "IBAN") ?? Find(transaction, "RltdPties", $"{side}Acct", "Id", "Othr", "Id"))?.Value ?? "");

    // By what the payer instructed, else by what the transaction was before charges; else by the charges that the amount includes. What was instructed in another
    // currency was exchanged, and what of the difference banks kept nobody can say.
    private static Money? Charges(Money amount, params IReadOnlyList<XElement> elements)
    {
        var (booked, currency) = (amount.IsNegative ? -amount : amount, amount.Currency);
        var before = elements.Select(element => Find(element, "AmtDtls", "InstdAmt", "Amt")).Concat(elements.Select(element => Find(element, "AmtDtls", "TxAmt", "Amt"))).FirstOrDefault(found => found is not null);
        if (before is not null && before.Attribute("Ccy")?.Value != currency.Code)
            return null;
        var records = elements.SelectMany(element => Children(element, "Chrgs")).SelectMany(charges => Children(charges, "Rcrd"))
            .Where(record => Find(record, "ChrgInclInd")?.Value.Trim() is "true" or "1" && Find(record, "Amt")?.Attribute("Ccy")?.Value == currency.Code);
        var kept = before is null ? Money.Sum(records.Select(record => Amount(Text(record, "Amt"), -(Sign(record) ?? -1))), currency)
            : amount.IsPositive ? Amount(before, 1) - booked
            : booked - Amount(before, 1);
        return kept.IsPositive && (amount.IsPositive || kept < booked) ? kept : null;
    }

    private static Money? Balance(XElement statement, string code) =>
        Children(statement, "Bal").FirstOrDefault(balance => Find(balance, "Tp", "CdOrPrtry", "Cd")?.Value.Trim() == code) is { } found ? Amount(Text(found, "Amt"), Sign(found)) : null;

    private static int? Sign(XElement element) => Find(element, "CdtDbtInd")?.Value.Trim() switch
    {
        "CRDT" => 1,
        "DBIT" => -1,
        null => null,
        var other => throw Fault(element, $"has CdtDbtInd '{other}'; it must be CRDT or DBIT"),
    };

    private static Money Amount(XElement element, int? sign)
    {
        if (!Currency.TryParse(element.Attribute("Ccy")?.Value, out var currency))
            throw Fault(element, "has no currency (Ccy) of ISO 4217");
        if (!decimal.TryParse(element.Value.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || decimal.Round(amount, currency.MinorDigits) != amount)
            throw Fault(element, $"'{element.Value}' is no amount in {currency}");
        return new Money(amount * (sign ?? throw Fault(element, "does not say whether money came or went (CdtDbtInd)")), currency);
    }

    private static DateOnly? Date(XElement entry, string name)
    {
        if ((Find(entry, name, "Dt") ?? Find(entry, name, "DtTm")) is not { } date)
            return null;
        return DateOnly.TryParseExact(date.Value.Trim().Split('T')[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Fault(date, $"'{date.Value}' is no date");
    }

    private static IEnumerable<XElement> Children(XElement element, string name) => element.Elements().Where(child => child.Name.LocalName == name);

    private static XElement? Find(XElement element, params ReadOnlySpan<string> path)
    {
        var found = element;
        foreach (var name in path)
        {
            if (Children(found, name).FirstOrDefault() is not { } child)
                return null;
            found = child;
        }

        return found;
    }

    private static XElement Text(XElement element, string name) => Find(element, name) is { } found && found.Value.Trim().Length > 0 ? found : throw Fault(element, $"has no {name}");

    private static string Bare(string account) => CreditorReference.Bare(account);

    private static StatementFormatException Fault(XElement element, string wrong) => new($"line {((IXmlLineInfo)element).LineNumber}, {element.Name.LocalName}", wrong);
}
