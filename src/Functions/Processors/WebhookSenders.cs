using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Processors;

/// <summary>All who post webhooks, by name.</summary>
internal sealed class WebhookSenders(IEnumerable<IWebhookSender> senders)
{
    private readonly Dictionary<string, IWebhookSender> byName = senders.ToDictionary(sender => sender.Name, StringComparer.Ordinal);

    public IReadOnlyList<string> Names => [.. byName.Keys.Order(StringComparer.Ordinal)];

    public IEnumerable<IWebhookSender> All => byName.Values;

    public IWebhookSender? Find(string name) => byName.GetValueOrDefault(name);
}

/// <summary>Who posts webhooks: a line each.</summary>
internal static class WebhookSenderServices
{
    public static IServiceCollection AddWebhookSenders(this IServiceCollection services) => services
        .AddSingleton<WebhookSettings>()
        .AddSingleton<IWebhookSender, StripeProcessor>()
        .AddSingleton<ProcessorApi>()
        .AddSingleton<PayPalCertificates>()
        .AddSingleton<IWebhookSender, PayPalProcessor>()
        .AddSingleton<IWebhookSender, AdyenProcessor>()
        .AddSingleton<IWebhookSender, GoCardlessProcessor>()
        .AddSingleton<IWebhookSender, SquareProcessor>()
        .AddSingleton<IWebhookSender, MollieProcessor>()
        .AddSingleton<IWebhookSender, StandardWebhooksProcessor>()
        .AddSingleton<IWebhookSender, SendGridSender>()
        .AddSingleton<WebhookSenders>();
}
