using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Billing.Functions.Api.Sellers;

/// <summary>Creates or changes a seller.</summary>
internal sealed class PutSeller(SellerSettings settings, ConfigurationBook configuration)
{
    [Function(nameof(PutSeller))]
    [ApiOperation("sellers", "Creates a seller, or changes it under If-Match.", Body = typeof(SellerBody), Answer = typeof(SellerResource), Statuses = [200, 201], IfMatch = true)]
    public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "sellers/{sellerId}")] HttpRequest request, string sellerId, CancellationToken cancellation)
    {
        var body = await request.ReadAsync<SellerBody>(cancellation);
        await RequireUniqueAsync(sellerId, body, cancellation);
        return await settings.PutAsync<Seller>(request, ConfigurationNoun.Seller, sellerId, sellerId, known => SellerOf(sellerId, body, known), SellerResource.Of, cancellation);
    }

    private static Seller SellerOf(string sellerId, SellerBody body, Seller? known) => new(
        sellerId, body.Name, body.Address, body.TimeZone, body.Currency, body.TaxIds, body.NumberPrefix, body.Contact, body.Bank, body.LegalFooter,
        known?.LogoBlob ?? "", body.Colour, body.Language, body.MerchantAccounts, body.BackdatingLimitDays, known?.ClosedPeriods ?? [])
    { Currencies = body.Currencies, RetentionYears = body.RetentionYears, PayoutPayers = body.PayoutPayers, EInvoiceFormat = body.EInvoiceFormat, ElectronicAddress = body.ElectronicAddress, RegistrationId = body.RegistrationId, Template = known?.Template ?? DocumentTemplate.Standard };

    // Two sellers with one prefix would share a number series, and a payment to a shared merchant account would have two owners.
    private async Task RequireUniqueAsync(string sellerId, SellerBody body, CancellationToken cancellation)
    {
        var faults = new List<Fault>();
        await foreach (var (other, _) in configuration.ListAsync<Seller>(ConfigurationNoun.Seller, sellerId, cancellation))
        {
            if (other.SellerId == sellerId)
                continue;
            if (other.NumberPrefix == body.NumberPrefix)
                faults.Add(new Fault($"is the prefix of seller {other.SellerId}", "#/numberPrefix"));
            faults.AddRange(body.MerchantAccounts.Select((account, index) => (account, index)).Where(own => other.MerchantAccounts.Contains(own.account))
                .Select(own => new Fault($"belongs to seller {other.SellerId}", $"#/merchantAccounts/{own.index}")));
        }

        if (faults.Count > 0)
            throw new ProblemException(Problem.Of(StatusCodes.Status409Conflict, "taken", "Another seller has this already.", faults));
    }
}
