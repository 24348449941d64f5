using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Charging;
using Billing.Functions.Configuration;
using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Api.SavedMethods;

/// <summary>Finds the processor, and the seller's account there, that a request means.</summary>
internal sealed class ProcessorChoice(ChargingProcessors processors, ConfigurationBook configuration)
{
    /// <summary>The seller's account at a processor that charges saved methods.</summary>
    /// <exception cref="ProblemException">There is no such processor, or not one account there.</exception>
    public async Task<string> MerchantAccountAsync(AccountId account, string processor, string? merchantAccount, CancellationToken cancellation)
    {
        if (processors.Find(processor) is null)
            throw Fault("#/processor", processors.Names.Count > 0 ? $"must be one of {string.Join(", ", processors.Names)}" : "none charges saved methods here");
        var seller = (await configuration.ReadAsync(account.Seller, cancellation)).Seller;
        return seller.AccountAt(processor, merchantAccount) ?? throw Fault("#/merchantAccount", merchantAccount is null
            ? $"the seller has {seller.AccountsAt(processor).Count} accounts at {processor}; name one"
            : $"the seller has no such account at {processor}");
    }

    /// <summary>The processor, ready to be called.</summary>
    /// <exception cref="ProblemException">It cannot be called at present.</exception>
    public IChargingProcessor Ready(string processor, string merchantAccount)
    {
        var found = processors.Find(processor);
        var why = found is null ? $"Nobody charges methods that are saved at {processor}." : found.WithheldBecause(merchantAccount);
        return why is null ? found! : throw new ProblemException(StatusCodes.Status409Conflict, "charging-withheld", why);
    }

    private static ProblemException Fault(string pointer, string text) => new(Problem.InvalidBody([new Fault(text, pointer)]));
}
