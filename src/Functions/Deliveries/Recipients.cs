using Billing.Functions.Accounts;

namespace Billing.Functions.Deliveries;

/// <summary>Knows who gets which copy.</summary>
internal sealed class Recipients(DeliveryBook deliveries, AccountRows rows)
{
    /// <summary>Who gets a copy, or where none is named, all who get one without being asked for.</summary>
    /// <exception cref="InvalidOperationException">Nobody asked for such a copy.</exception>
    public async Task<IReadOnlyList<(int Copy, Recipient Recipient)>> OfAsync(DeliverySubject subject, int? copy, CancellationToken cancellation)
    {
        var all = Recipient.Of(subject.Customer).Select((recipient, index) => (Copy: index + 1, Recipient: recipient)).ToList();
        return copy is not { } one ? all
            : one <= all.Count ? [all[one - 1]]
            : [(one, await RequestedAsync(subject, one, cancellation))];
    }

    // What is sent again goes to the address that the customer has now: that it was changed is why it is sent again.
    private async Task<Recipient> RequestedAsync(DeliverySubject subject, int copy, CancellationToken cancellation)
    {
        var asked = await deliveries.RequestedRecipientAsync(subject.Account, subject.SubjectId, copy, cancellation)
            ?? throw new InvalidOperationException($"Nobody asked for copy {copy} of {subject.SubjectId}.");
        return asked.Kind == RecipientKind.Other ? asked : await MainAsync(subject, cancellation);
    }

    private async Task<Recipient> MainAsync(DeliverySubject subject, CancellationToken cancellation) =>
        (await rows.StateAsync(subject.Account, cancellation)).Account is { } account && await rows.BuyerAsync(account, cancellation) is { } customer
            ? Recipient.MainOf(customer)
            : throw new InvalidOperationException($"Account {subject.Account} has no profile.");
}
