using Billing.DevHost.Processors;
using Billing.Domain;

namespace Billing.DevHost.Demo.Senders;

/// <summary>One processor, as far as the demo needs it: composes what it tells in its own words, and signs it as the processor does.</summary>
/// <param name="name">The processor, as routes and sellers name it.</param>
internal abstract class ProcessorSender(string name)
{
    public string Name => name;

    /// <summary>Whether it tells of payouts.</summary>
    public virtual bool PaysOut => false;

    /// <summary>The body's media type.</summary>
    public virtual string ContentType => "application/json";

    /// <summary>The processor's id of a payment.</summary>
    public abstract string PaymentIdOf(string key);

    /// <summary>The processor's id of a payout.</summary>
    public virtual string PayoutIdOf(string key) => throw new DemoException($"{name} does not tell of payouts.");

    /// <summary>The app settings by which the app verifies what this account sends, and asks about it.</summary>
    public abstract IEnumerable<(string Name, string Value)> SettingsFor(MerchantAccountRow merchant);

    /// <summary>The bodies that tell of something: one, or several where the processor tells it in steps, or none where it does not tell it.</summary>
    /// <exception cref="DemoException">It cannot happen at this processor.</exception>
    public abstract IReadOnlyList<string> Compose(Sale sale, SaleNews news);

    /// <summary>The body that tells of a payout.</summary>
    public virtual string Compose(PayoutNews payout) => throw new DemoException($"{name} does not tell of payouts.");

    /// <summary>What the processor keeps for itself and says so when it tells of something.</summary>
    public virtual Money FeeOf(Sale sale, SaleNews news) => Money.Zero(sale.Amount.Currency);

    /// <summary>What the processor keeps of a payout of what it holds.</summary>
    public virtual Money PayoutFeeOf(Money held) => Money.Zero(held.Currency);

    /// <summary>Where the account's events are posted.</summary>
    public virtual string RouteOf(MerchantAccountRow merchant) => $"api/webhooks/{name}";

    /// <summary>Signs a body at a moment of the app's clock.</summary>
    public abstract Task<SignedDelivery> SignAsync(string body, MerchantAccountRow merchant, DateTimeOffset now);

    /// <summary>1.5 % of a payment, as an example of a fee.</summary>
    protected static Money ExampleFee(Money amount) => Money.Round(amount.Amount * 0.015m, amount.Currency);

    /// <summary>The refusal of what the processor does not do.</summary>
    protected DemoException Unknown(SaleNews news) => new($"script.csv: {name} does not tell of {news.GetType().Name}; choose another processor for this behaviour.");
}
