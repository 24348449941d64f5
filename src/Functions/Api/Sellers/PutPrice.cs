using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Creates or changes a price. What subscriptions were sold by stays: its currency, interval and timing cannot be changed, a new amount is a new version.</summary>
internal sealed class PutPrice(SellerSettings settings)
{
    [Function(nameof(PutPrice))]
    [ApiOperation("prices", "Creates a price, or changes it under If-Match.", Body = typeof(PriceBody), Answer = typeof(PriceResource), Statuses = [200, 201], IfMatch = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "sellers/{sellerId}/prices/{priceId}")] HttpRequest request, string sellerId, string priceId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<PriceBody>(cancellation);
        await settings.RequireAsync(sellerId, cancellation);
        return await settings.PutAsync<Price>(request, ConfigurationNoun.Price, priceId, sellerId, known => Change(sellerId, priceId, body, known), PriceResource.Of, cancellation);
    }

    private static Price Change(string sellerId, string priceId, PriceBody body, Price? known)
    {
        var faults = new List<Fault>();
        if (known is not null && known.Currency != body.Currency)
            faults.Add(new Fault($"is {known.Currency} for ever; make another price", "#/currency"));
        if (known is not null && known.Interval != body.Interval)
            faults.Add(new Fault("cannot be changed; make another price", "#/interval"));
        if (known is not null && known.Timing != body.Timing)
            faults.Add(new Fault("cannot be changed; make another price", "#/timing"));
        return faults.Count == 0
            ? new Price(priceId, sellerId, body.Product, body.Name, body.Unit, body.Currency, body.Interval, body.Timing, body.TaxCategory, body.Versions)
            : throw new ProblemException(Problem.Of(StatusCodes.Status409Conflict, "price-in-use", "Subscriptions may have been sold by this price.", faults));
    }
}
