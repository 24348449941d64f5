using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.DevHost;
using Billing.Domain;

namespace Billing.Functions.Tests.Pipeline;

/// <summary>What the webhook answered.</summary>
internal sealed record WebhookAnswer(HttpStatusCode Status, string ContentType, string Text)
{
    /// <summary>The code of the problem that it is.</summary>
    public string Problem()
    {
        Assert.Equal("application/problem+json", ContentType);
        var problem = JsonSerializer.Deserialize<JsonElement>(Text);
        Assert.Equal((int)Status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        return problem.GetProperty("code").GetString()!;
    }
}

/// <summary>Sends events to the worker's webhook as Stripe does.</summary>
internal sealed class StripeEndpoint(DevEnvironment environment)
{
    public static string PaymentSucceeded(AccountId account, InvoiceFinalized invoice, long minorUnits)
    {
        var id = Given.NewId("pi");
        return new JsonObject
        {
            ["id"] = $"evt_{id}",
            ["object"] = "event",
            ["type"] = "payment_intent.succeeded",
            ["livemode"] = false,
            ["account"] = Given.MerchantAccountOf(account.Seller),
            ["created"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            ["data"] = new JsonObject
            {
                ["object"] = new JsonObject
                {
                    ["id"] = id,
                    ["object"] = "payment_intent",
                    ["amount_received"] = minorUnits,
                    ["currency"] = "eur",
                    ["metadata"] = new JsonObject { ["invoice_number"] = invoice.Number },
                },
            },
        }.ToJsonString();
    }

    public string Sign(string body, TimeSpan age = default, string? secret = null)
    {
        var time = (DateTimeOffset.UtcNow - age).ToUnixTimeSeconds();
        return $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret ?? environment.StripeSecret), Encoding.UTF8.GetBytes($"{time}.{body}")))}";
    }

    public Task<WebhookAnswer> PostAsync(string body) => PostAsync(body, Sign(body));

    /// <summary>Posts a body; chunked, it comes without a Content-Length.</summary>
    public async Task<WebhookAnswer> PostAsync(string body, string? signature, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/webhooks/stripe") { Content = new StringContent(body, new MediaTypeHeaderValue("application/json")) };
        request.Headers.TransferEncodingChunked = chunked;
        if (signature is not null)
            request.Headers.Add("Stripe-Signature", signature);
        using var client = environment.CreateClient(null);
        using var answer = await client.SendAsync(request);
        return new WebhookAnswer(answer.StatusCode, answer.Content.Headers.ContentType?.MediaType ?? "", await answer.Content.ReadAsStringAsync());
    }
}
