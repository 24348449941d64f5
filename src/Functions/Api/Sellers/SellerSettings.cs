using Azure;
using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Api.Sellers;

/// <summary>Reads and changes the items of a seller's configuration, each under its ETag.</summary>
internal sealed class SellerSettings(ConfigurationBook configuration, Caller caller)
{
    private const int Attempts = 10;

    public async Task<JsonAnswer> GetAsync<T>(ConfigurationNoun noun, string id, string sellerId, Func<T, object> show, CancellationToken cancellation)
        where T : class =>
        await configuration.FindAsync<T>(noun, id, sellerId, cancellation) is var (value, etag)
            ? new JsonAnswer(show(value), ETag: Tag(etag))
            : throw new ProblemException(Problems.NotFound($"{Named(noun)} '{id}'"));

    /// <summary>Writes an item as a PUT asks: a new one (201), or a change (200) under If-Match.</summary>
    public async Task<JsonAnswer> PutAsync<T>(HttpRequest request, ConfigurationNoun noun, string id, string sellerId, Func<T?, T> change, Func<T, object> show, CancellationToken cancellation)
        where T : class
    {
        RequireSlug(sellerId, "seller");
        RequireSlug(id, Named(noun));
        var known = await configuration.FindAsync<T>(noun, id, sellerId, cancellation);
        request.RequireIfMatch(known is var (_, current) ? Tag(current) : null);
        var value = change(known?.Value);
        try
        {
            var written = await configuration.WriteAsync(noun, id, sellerId, value, known?.ETag, cancellation, caller.ActorOf(request));
            return new JsonAnswer(show(value), known is null ? StatusCodes.Status201Created : StatusCodes.Status200OK, Tag(written));
        }
        catch (RequestFailedException e) when (e.Status is StatusCodes.Status409Conflict)
        {
            throw new ProblemException(Problems.Stale());
        }
    }

    /// <summary>Changes a seller whatever its version is.</summary>
    public async Task<Seller> ChangeAsync(HttpRequest request, string sellerId, Func<Seller, Seller> change, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (seller, etag) = await RequireAsync(sellerId, cancellation);
            var after = change(seller);
            if (ReferenceEquals(after, seller))
                return seller;
            try
            {
                await configuration.WriteAsync(ConfigurationNoun.Seller, sellerId, sellerId, after, etag, cancellation, caller.ActorOf(request));
                return after;
            }
            catch (RequestFailedException e) when (e.Status == StatusCodes.Status412PreconditionFailed && attempt < Attempts)
            {
                // Changed meanwhile: change what is there now.
            }
        }
    }

    /// <exception cref="ProblemException">404: there is no such seller.</exception>
    public async Task<(Seller Seller, ETag ETag)> RequireAsync(string sellerId, CancellationToken cancellation) =>
        AccountId.IsSlug(sellerId) && await configuration.FindAsync<Seller>(ConfigurationNoun.Seller, sellerId, sellerId, cancellation) is { } found
            ? found
            : throw new ProblemException(Problems.NotFound($"seller '{sellerId}'"));

    /// <exception cref="ProblemException">404: there is no such seller; 409: nothing can be billed for it yet.</exception>
    public async Task RequireCompleteAsync(string sellerId, CancellationToken cancellation)
    {
        await RequireAsync(sellerId, cancellation);
        var missing = new List<Fault>();
        if (await configuration.FindAsync<TaxTable>(ConfigurationNoun.TaxTable, sellerId, sellerId, cancellation) is null)
            missing.Add(new Fault($"put one at /api/sellers/{sellerId}/tax-table", "#/sellerId"));
        if (await configuration.FindAsync<BillingPolicy>(ConfigurationNoun.Policy, sellerId, sellerId, cancellation) is null)
            missing.Add(new Fault($"put one at /api/sellers/{sellerId}/policy", "#/sellerId"));
        if (missing.Count > 0)
            throw new ProblemException(Problem.Of(StatusCodes.Status409Conflict, "seller-not-configured", $"Seller {sellerId} lacks its tax table or its policy.", missing));
    }

    // Table ETags carry characters that HTTP headers bear badly in quotes.
    public static string Tag(ETag etag) => Keys.Hash(etag.ToString());

    private static void RequireSlug(string id, string what)
    {
        if (!AccountId.IsSlug(id))
            throw new ProblemException(Problems.NotFound($"{what} '{id}'; an id has {TextForm.Slug.Expected}"));
    }

    private static string Named(ConfigurationNoun noun) => noun switch
    {
        ConfigurationNoun.Seller => "seller",
        ConfigurationNoun.Price => "price",
        ConfigurationNoun.Coupon => "coupon",
        ConfigurationNoun.Agency => "agency",
        ConfigurationNoun.TaxTable => "tax table of seller",
        ConfigurationNoun.LedgerMapping => "ledger mapping of seller",
        ConfigurationNoun.ReportSubscriptions => "report subscriptions of seller",
        _ => "policy of seller",
    };
}
