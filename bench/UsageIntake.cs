#:property PublishAot=false
#:property JsonSerializerIsReflectionEnabledByDefault=true

// How many usage events a second POST /api/usage takes, in batches of 1,000. Against a running app:
//   dotnet run --project src/DevHost -- --no-timers      (prints the address and the host key)
//   URL=http://127.0.0.1:7071 KEY=the-host-key dotnet run bench/UsageIntake.cs
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;

const int Batches = 8;
const int EventsPerBatch = 1000;
using var client = new HttpClient { BaseAddress = new Uri(Environment.GetEnvironmentVariable("URL") ?? "http://127.0.0.1:7071") };
client.DefaultRequestHeaders.Add("x-functions-key", Environment.GetEnvironmentVariable("KEY"));
var seller = $"bench-{DateTime.UtcNow:yyMMddHHmmss}";
await SellerAsync();
var accounts = new List<string>();
for (var n = 0; n < 5; n++)
    accounts.Add(await SubscribedAsync(n));

await MeasureAsync("warm-up", 1, _ => accounts[4], 2);
await MeasureAsync("1 sender", 1, _ => accounts[0]);
await MeasureAsync("the same again", 1, _ => accounts[0]);
await MeasureAsync("4 senders, a subscription each", 4, sender => accounts[sender], name: "many");
await MeasureAsync("4 senders, one subscription", 4, _ => accounts[4], name: "shared");
await MeasureAsync("1 sender, counted once", 1, _ => accounts[0], name: "unique", unique: true);

async Task MeasureAsync(string what, int senders, Func<int, string> accountOf, int batches = Batches, string name = "one", bool unique = false)
{
    var watch = Stopwatch.StartNew();
    await Task.WhenAll(Enumerable.Range(0, senders).Select(async sender =>
    {
        for (var batch = 0; batch < batches / senders; batch++)
        {
            using var answer = await client.PostAsJsonAsync("/api/usage", new { events = Events($"{name}-{sender}-{batch}", accountOf(sender), batch, unique) });
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        }
    }));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-32} {batches * EventsPerBatch / watch.Elapsed.TotalSeconds,7:F0} events/s"));
}

IEnumerable<object> Events(string name, string account, int batch, bool unique) => Enumerable.Range(0, EventsPerBatch).Select(n =>
    (object)new { accountId = account, subscriptionId = "api", eventId = $"{name}-{n}", at = DateTime.UtcNow.Date.AddSeconds(batch * EventsPerBatch + n).ToString("O"), quantity = "0.25", uniqueKey = unique ? $"user-{n % 200}" : "" });

async Task SellerAsync()
{
    await PutAsync($"/api/sellers/{seller}", new
    {
        name = "Acme GmbH", address = new { street = "Hauptstr. 1", postalCode = "10115", city = "Berlin", country = "DE" }, timeZone = "UTC", currency = "EUR", numberPrefix = $"B{seller[^10..]}", language = "en",
        taxIds = new[] { new { label = "VAT ID", value = "DE123456789" } }, contact = new { email = "ar@acme.example" }, bank = new[] { new { currency = "EUR", bankName = "Bank", iban = "DE02120300000000202051", bic = "BYLADEM1001" } },
    });
    await PutAsync($"/api/sellers/{seller}/tax-table", new { rules = new[] { new { country = "DE", taxCategory = "standard", effectiveFrom = "2021-01-01", treatment = "standard", rate = "19", jurisdiction = "DE" } } });
    await PutAsync($"/api/sellers/{seller}/policy", new { terms = new { kind = "net", days = 14 }, dunning = new[] { new { minimumDunned = "5.00", steps = new[] { new { days = 3, action = "overdueNotice" }, new { days = 20, action = "finalNotice" } } } } });
    await PutAsync($"/api/sellers/{seller}/prices/api", new
    {
        product = "api", name = "API calls", unit = "call", currency = "EUR", taxCategory = "standard", interval = new { count = 1, unit = "month" }, timing = "inArrears", meter = "sum",
        versions = new[] { new { effectiveFrom = "2020-01-01", pricing = new { model = "perUnit", unitAmount = "0.001" } } },
    });
}

async Task<string> SubscribedAsync(int n)
{
    var account = $"{seller}.customer-{n}.EUR";
    await PostAsync("/api/customers", new { sellerId = seller, customerId = $"customer-{n}", currency = "EUR", profile = new { name = $"Kunde {n} AG", address = new { street = $"Weg {n}", postalCode = "20095", city = "Hamburg", country = "DE" }, email = $"a{n}@kunde.example" } });
    await PostAsync($"/api/customers/{account}/subscriptions", new { subscriptionId = "api", priceId = "api", start = $"{DateTime.UtcNow:yyyy-MM}-01" });
    return account;
}

async Task PutAsync(string path, object body) => await RequireAsync(await client.PutAsJsonAsync(path, body), path);

async Task PostAsync(string path, object body)
{
    using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
    request.Headers.Add("Idempotency-Key", path + Guid.NewGuid());
    await RequireAsync(await client.SendAsync(request), path);
}

static async Task RequireAsync(HttpResponseMessage answer, string path)
{
    if (!answer.IsSuccessStatusCode)
        throw new InvalidOperationException($"{path}: {await answer.Content.ReadAsStringAsync()}");
}
