using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Billing.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Billing.Functions.Api.Contract;

/// <summary>Remembers what the first request with an Idempotency-Key was answered, for requests that are no commands to an account (those are remembered
/// by the account itself, in the transaction that they make). Between the row and the answer a repeat does the work again, so what is done must be
/// idempotent by ids that derive from the key.</summary>
internal sealed class FirstAnswers(BillingStorage storage, RowPayload payload)
{
    /// <summary>Does something once and answers the same for ever.</summary>
    /// <param name="key">From <see cref="Caller.CommandKey"/>.</param>
    /// <param name="body">What is asked; a repeat must ask the same.</param>
    /// <param name="act">Does it.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IActionResult> OnceAsync<TBody>(string key, TBody body, Func<Task<JsonAnswer>> act, CancellationToken cancellation)
    {
        var partition = $"request|{key}";
        var fingerprint = Keys.Hash(BillingJson.Write(body));
        var known = await storage.Lookup.GetEntityIfExistsAsync<TableEntity>(partition, "", cancellationToken: cancellation);
        if (!known.HasValue)
            known = await BeginAsync(partition, fingerprint, cancellation);
        if (known.Value!.GetString("Fingerprint") != fingerprint)
            return Problems.KeyReused();
        if (known.Value.ContainsKey("Status"))
            return (await payload.ReadAsync<StoredAnswer>(known.Value, cancellation)).ToAnswer();

        var answer = await act();
        var row = new TableEntity(partition, "") { ["Fingerprint"] = fingerprint, ["Status"] = answer.Status };
        await storage.Lookup.UpsertEntityAsync(await payload.WriteAsync(row, StoredAnswer.Of(answer), cancellation), TableUpdateMode.Replace, cancellation);
        return answer;
    }

    private async Task<NullableResponse<TableEntity>> BeginAsync(string partition, string fingerprint, CancellationToken cancellation)
    {
        try
        {
            await storage.Lookup.AddEntityAsync(new TableEntity(partition, "") { ["Fingerprint"] = fingerprint }, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == StatusCodes.Status409Conflict)
        {
            // The same request is on its way twice.
        }

        return await storage.Lookup.GetEntityIfExistsAsync<TableEntity>(partition, "", cancellationToken: cancellation);
    }

    private sealed record StoredAnswer(int Status, string? ETag, string? Location, JsonElement Body)
    {
        public static StoredAnswer Of(JsonAnswer answer) => new(answer.Status, answer.ETag, answer.Location, JsonSerializer.SerializeToElement(answer.Value, ApiJson.Options));

        public JsonAnswer ToAnswer() => new(Body, Status, ETag, Location);
    }
}
