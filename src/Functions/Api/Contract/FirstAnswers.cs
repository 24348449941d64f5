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
        var request = await RequireSameAsync(key, body, cancellation);
        if (request.ContainsKey("Status"))
            return (await payload.ReadAsync<StoredAnswer>(request, cancellation)).ToAnswer();

        var answer = await act();
        var row = new TableEntity(request.PartitionKey, "") { ["Fingerprint"] = request.GetString("Fingerprint"), ["Status"] = answer.Status };
        await storage.Lookup.UpsertEntityAsync(await payload.WriteAsync(row, StoredAnswer.Of(answer), cancellation), TableUpdateMode.Replace, cancellation);
        return answer;
    }

    /// <summary>Remembers what is asked under a key by its hash alone, and refuses anything else under it. For answers that can be made again, and that
    /// hold personal data, which must not stand anywhere but in the account.</summary>
    /// <exception cref="ProblemException">The key was used with another body.</exception>
    public async Task<TableEntity> RequireSameAsync<TBody>(string key, TBody body, CancellationToken cancellation)
    {
        var partition = $"request|{key}";
        var fingerprint = Keys.Hash(BillingJson.Write(body));
        var known = await storage.Lookup.GetEntityIfExistsAsync<TableEntity>(partition, "", cancellationToken: cancellation);
        if (!known.HasValue)
            known = await BeginAsync(partition, fingerprint, cancellation);
        return known.Value!.GetString("Fingerprint") == fingerprint ? known.Value : throw new ProblemException(Problems.KeyReused());
    }

    /// <summary>Forgets the answer under a key, as it holds what was erased; the hash of the request stays. A repeat is answered from what is there.</summary>
    public async Task ForgetAsync(string key, CancellationToken cancellation)
    {
        var known = await storage.Lookup.GetEntityIfExistsAsync<TableEntity>($"request|{key}", "", cancellationToken: cancellation);
        if (known.HasValue && known.Value!.ContainsKey("Status"))
            await storage.Lookup.UpsertEntityAsync(new TableEntity($"request|{key}", "") { ["Fingerprint"] = known.Value.GetString("Fingerprint") }, TableUpdateMode.Replace, cancellation);
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
