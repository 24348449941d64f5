namespace Billing.Domain;

/// <summary>Decides about what is kept back of invoices.</summary>
internal static class DeductionDecider
{
    public static Decision Take(Account account, TakeDeduction command, DecisionContext context)
    {
        if (IsMade(account, command))
            return AccountDecider.Accept();
        if (Check(account, command) is { } refusal)
            return new Decision.Refused(refusal);
        var item = account.Invoices.First(known => known.ItemId == command.DocumentId);
        var deduction = new Deduction(
            IdOf(account, command), command.Kind, command.Amount, context.Today, "", command.Kind == DeductionKind.WithholdingTax ? command.Jurisdiction : "", command.Kind == DeductionKind.WithholdingTax ? command.Certificate : "");
        return AccountDecider.Accept(new DeductionTaken(item.Number, item.ItemId, deduction, context.PostingDate(context.Today), command.Text));
    }

    public static bool IsMade(Account account, TakeDeduction command) => Find(account, command.DocumentId, IdOf(account, command)) is not null;

    public static Refusal? Check(Account account, TakeDeduction command)
    {
        if (account.Invoices.FirstOrDefault(known => known.ItemId == command.DocumentId) is not { } item)
            return new Refusal("unknown-invoice", $"The account has no invoice {command.DocumentId}.");
        if (!item.IsOpen)
            return new Refusal("not-open", $"Nothing is owed of invoice {item.Number}.");
        if (command.Kind == DeductionKind.WithholdingTax && command.Jurisdiction.Length == 0)
            return new Refusal("jurisdiction-missing", "Say whose tax was withheld.");
        return command.Amount.Currency != item.Balance.Currency || !command.Amount.IsPositive || command.Amount > item.Balance
            ? new Refusal("exceeds-balance", $"{item.Balance} is owed of invoice {item.Number}; a deduction is more than 0 and no more than that.")
            : null;
    }

    public static Decision Withdraw(Account account, WithdrawDeduction command, DecisionContext context) => Find(account, command.DocumentId, command.DeductionId) is var (item, deduction)
        ? AccountDecider.Accept(Withdrawn(item, deduction, deduction.Amount, context.Today, command.Text, context))
        : Unknown(command.DocumentId, command.DeductionId);

    public static Decision Certify(Account account, RecordCertificate command, DecisionContext context) => Find(account, command.DocumentId, command.DeductionId) switch
    {
        null => Unknown(command.DocumentId, command.DeductionId),
        (_, { Kind: not DeductionKind.WithholdingTax }) => AccountDecider.Refuse("no-tax-withheld", $"{command.DeductionId} is no tax that was withheld; it needs no certificate."),
        (_, var deduction) when deduction.Certificate == command.Certificate => AccountDecider.Accept(),
        (var item, var deduction) => AccountDecider.Accept(new CertificateRecorded(item.Number, item.ItemId, deduction.DeductionId, command.Certificate, context.Today)),
    };

    /// <summary>What stood and fell with a payment that goes back. A tax that is proved to be paid for us stays.</summary>
    public static IEnumerable<DeductionWithdrawn> WithdrawWith(string paymentId, InvoiceItem item, DateOnly date, DecisionContext context) =>
        item.Deductions.Where(known => known.PaymentId == paymentId && known.Certificate.Length == 0).Select(known => Withdrawn(item, known, known.Amount, date, "", context));

    /// <summary>What was given up of an invoice that is credited or cancelled, up to the amount of that: nobody gets back what he never paid. What a bank or
    /// a tax office has, the customer did pay.</summary>
    public static IEnumerable<DeductionWithdrawn> WithdrawForCredit(InvoiceItem item, Money credit, DecisionContext context)
    {
        foreach (var known in item.Deductions.Where(known => known.Kind == DeductionKind.ShortPayment))
        {
            var part = Money.Min(credit, known.Amount);
            if (!part.IsPositive)
                yield break;
            credit -= part;
            yield return Withdrawn(item, known, part, context.Today, "", context);
        }
    }

    private static string IdOf(Account account, TakeDeduction command) => DocumentIds.OfDeduction(account.AccountId, command.DocumentId, command.Key);

    private static DeductionWithdrawn Withdrawn(InvoiceItem item, Deduction deduction, Money amount, DateOnly date, string text, DecisionContext context) =>
        new(item.Number, item.ItemId, deduction with { Amount = amount }, date, context.PostingDate(date), text);

    private static (InvoiceItem Item, Deduction Deduction)? Find(Account account, string documentId, string deductionId) =>
        account.Invoices.FirstOrDefault(known => known.ItemId == documentId) is { } item && item.Deductions.FirstOrDefault(known => known.DeductionId == deductionId) is { } deduction ? (item, deduction) : null;

    private static Decision Unknown(string documentId, string deductionId) =>
        AccountDecider.Refuse("unknown-deduction", $"Invoice {documentId} has no deduction {deductionId}; it may have been withdrawn with its payment.");
}
