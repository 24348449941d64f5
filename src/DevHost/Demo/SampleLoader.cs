using System.Globalization;
using System.Net.Mail;
using System.Text.Json.Nodes;
using Billing.Domain;

namespace Billing.DevHost.Demo;

/// <summary>Brings the sample data in through the API, as an operator would.</summary>
internal sealed class SampleLoader(Samples samples, OperatorClient operators)
{
    private const int AtOnce = 4;

    public async Task LoadAsync(CancellationToken cancel)
    {
        foreach (var seller in samples.Sellers)
            await LoadSellerAsync(seller, cancel);
        await Parallel.ForEachAsync(samples.Subscriptions.GroupBy(samples.AccountOf), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, LoadAccountAsync);
    }

    private async ValueTask LoadAccountAsync(IGrouping<AccountId, SubscriptionRow> account, CancellationToken cancel)
    {
        var customer = samples.Customers.First(customer => customer.CustomerId == account.Key.Customer);
        await operators.PostAsync("api/customers", new
        {
            sellerId = account.Key.Seller,
            customerId = customer.CustomerId,
            currency = account.Key.Currency.Code,
            profile = new
            {
                name = customer.Name,
                address = Address(customer.Street, customer.PostalCode, customer.City, customer.Region, customer.Country),
                email = customer.Email,
                vatId = customer.TaxId,
                language = customer.Language,
                reference = customer.Reference,
                eInvoiceFormat = Format(customer.EInvoiceFormat),
                electronicAddress = ElectronicAddress(customer.ElectronicAddress),
                eInvoiceOnly = customer.EInvoiceOnly ?? false,
                contacts = Contacts(customer.Contacts),
            },
        }, cancel);
        await LoadTermsAsync(account.Key, cancel);
        foreach (var subscription in account)
        {
            await operators.PostAsync($"api/customers/{account.Key}/subscriptions", new
            {
                subscriptionId = subscription.SubscriptionId,
                priceId = subscription.PriceId,
                quantity = Decimal(subscription.Quantity),
                start = subscription.StartDate,
                anchor = subscription.AnchorDate,
                trialDays = subscription.TrialDays,
                end = subscription.EndDate,
                committedUntil = subscription.CommittedUntil,
            }, cancel);
        }
    }

    private async Task LoadTermsAsync(AccountId account, CancellationToken cancel)
    {
        if (samples.Overdue.Terms.FirstOrDefault(terms => terms.Account == account) is not { } terms)
            return;
        var statements = terms.Statements.Length > 0 ? new { monthly = true, kind = Camel(terms.Statements), since = terms.StatementsSince } : null;
        await operators.ChangeAsync($"api/customers/{account}/billing-terms", new { segment = terms.Segment, statements }, cancel);
    }

    private async Task LoadSellerAsync(SellerRow seller, CancellationToken cancel)
    {
        var path = $"api/sellers/{seller.SellerId}";
        await operators.PutAsync(path, new
        {
            name = seller.Name,
            address = Address(seller.Street, seller.PostalCode, seller.City, seller.Region, seller.Country),
            timeZone = seller.TimeZone,
            currency = seller.Currency,
            taxIds = new[] { ("VAT ID", seller.VatId), (seller.Country == "US" ? "EIN" : "Tax number", seller.TaxNumber) }.Where(taxId => taxId.Item2.Length > 0).Select(taxId => new { label = taxId.Item1, value = taxId.Item2 }),
            numberPrefix = seller.NumberPrefix,
            contact = new { email = seller.Email, phone = seller.Phone, website = seller.Website, name = seller.ContactName },
            bank = samples.BankAccounts.Where(bank => bank.SellerId == seller.SellerId).Select(bank => new { currency = bank.Currency, bankName = bank.BankName, iban = bank.Iban, bic = bank.Bic }),
            legalFooter = seller.LegalFooter,
            colour = seller.Colour,
            language = seller.Language,
            eInvoiceFormat = Format(seller.EInvoiceFormat),
            electronicAddress = ElectronicAddress(seller.ElectronicAddress),
            registrationId = seller.RegistrationId,
            merchantAccounts = samples.MerchantAccounts.Where(merchant => merchant.SellerId == seller.SellerId).Select(merchant => new { processor = merchant.Processor, account = merchant.Account }),
        }, cancel);
        await operators.PutPngAsync($"{path}/logo", await File.ReadAllBytesAsync(Path.Combine(samples.Folder, seller.Logo), cancel), cancel);
        await LoadPolicyAsync(seller, path, cancel);
        await LoadTaxTableAsync(seller, path, cancel);
        foreach (var price in samples.Prices.Where(price => price.SellerId == seller.SellerId).GroupBy(price => price.PriceId))
            await LoadPriceAsync([.. price.OrderBy(version => version.EffectiveFrom)], path, cancel);
        foreach (var coupon in samples.Coupons.Where(coupon => coupon.SellerId == seller.SellerId))
            await LoadCouponAsync(coupon, path, cancel);
        foreach (var agency in samples.Overdue.Agencies.Where(agency => agency.SellerId == seller.SellerId))
            await operators.PutAsync($"{path}/agencies/{agency.AgencyId}", AgencyBody(agency), cancel);
        await LoadLedgerMappingAsync(seller, path, cancel);
    }

    // A layout is a body of its own, whose name the table gives.
    private object AgencyBody(AgencyRow agency)
    {
        if (agency.Layout.Length == 0)
            return new { name = agency.Name };
        var body = ReadJson(agency.Layout);
        body["name"] = agency.Name;
        return body;
    }

    private Task LoadLedgerMappingAsync(SellerRow seller, string path, CancellationToken cancel) => operators.PutAsync($"{path}/ledger-mapping", new
    {
        startsOn = DemoRun.FirstDay,
        accounts = samples.Overdue.LedgerMapping.Where(account => account.SellerId == seller.SellerId).Select(account => new { ledgerAccount = account.LedgerAccount, code = account.Code, name = account.Name }),
        datev = seller.Country == "DE" ? new { consultantNumber = 29098, clientNumber = 55003, accountLength = 4, fiscalYearStartMonth = 1, chartOfAccounts = "03", clearingAccount = "1370" } : null,
        xero = seller.Country == "DE" ? null : new { taxRate = "No Tax", linesPerFile = 300 },
    }, cancel);

    private Task LoadTaxTableAsync(SellerRow seller, string path, CancellationToken cancel) => operators.PutAsync($"{path}/tax-table", new
    {
        scheme = Camel(seller.TaxScheme),
        oneStopShop = seller.OneStopShop,
        categories = samples.TaxCategories.Where(category => category.SellerId == seller.SellerId).Select(category => new { name = category.TaxCategory, supply = Camel(category.Supply) }),
        rules = samples.TaxRates.Where(rate => rate.SellerId == seller.SellerId).Select(rate => new
        {
            country = rate.Country,
            region = rate.Region,
            taxCategory = rate.TaxCategory,
            businessOnly = rate.BusinessOnly,
            effectiveFrom = rate.EffectiveFrom,
            treatment = TreatmentOf(rate.VatCategory),
            rate = Decimal(rate.RatePercent),
            jurisdiction = rate.Jurisdiction,
            note = rate.Note,
            exemptionCode = rate.ExemptionCode,
        }),
    }, cancel);

    private async Task LoadPolicyAsync(SellerRow seller, string path, CancellationToken cancel)
    {
        var policy = samples.Policies.First(policy => policy.SellerId == seller.SellerId);
        await operators.PutAsync($"{path}/policy", new
        {
            terms = new
            {
                kind = policy.PaymentTermDays == 0 ? "dueOnReceipt" : "net",
                days = policy.PaymentTermDays,
                discount = policy.DiscountPercent is { } percent ? new { percent = Decimal(percent), days = policy.DiscountDays ?? 0 } : null,
            },
            approvalLimit = policy.ApprovalLimit is { } limit ? Decimal(limit) : null,
            draftWindowDays = policy.DraftWindowDays,
            catchUpPeriods = policy.CatchUpPeriods,
            dunning = samples.Overdue.Segments.Where(segment => segment.SellerId == seller.SellerId).Select(Dunning).Prepend(new
            {
                segment = "",
                steps = StepsOf(seller.SellerId, ""),
                minimumDunned = Decimal(policy.MinimumDunned),
                collections = new { daysAfterFinalNotice = policy.DaysFromFinalNoticeToCollections },
            }),
            minimumInvoice = Decimal(policy.MinimumInvoice),
        }, cancel);
    }

    private object Dunning(SegmentRow segment) => new
    {
        segment = segment.Segment,
        steps = StepsOf(segment.SellerId, segment.Segment),
        minimumDunned = Decimal(segment.MinimumDunned),
        collections = new { daysAfterFinalNotice = segment.DaysFromFinalNoticeToCollections, agencyId = segment.AgencyId, writeOffAfterDays = segment.WriteOffAfterDays },
        lateCharges = segment.LateCharges.Length > 0 ? ReadJson(segment.LateCharges) : null,
    };

    private IEnumerable<object> StepsOf(string sellerId, string segment) =>
        samples.Dunning.Where(step => step.SellerId == sellerId && step.Segment == segment).OrderBy(step => step.DaysAfterDue).Select(step => new
        {
            days = step.DaysAfterDue,
            action = Camel(step.Action),
            channel = step.Channel.Length > 0 ? step.Channel : "email",
            lateFee = step.LateFee is { } fee ? Decimal(fee) : null,
            chargesInterest = step.ChargesInterest,
        });

    private JsonNode ReadJson(string path) => JsonNode.Parse(File.ReadAllText(Path.Combine(samples.Folder, path)))!;

    private Task LoadPriceAsync(List<PriceRow> versions, string path, CancellationToken cancel) => operators.PutAsync($"{path}/prices/{versions[0].PriceId}", new
    {
        product = versions[0].Product,
        name = versions[0].Name,
        unit = versions[0].Unit,
        currency = versions[0].Currency,
        interval = versions[0].IntervalCount is { } count ? new { count, unit = versions[0].IntervalUnit } : null,
        timing = Camel(versions[0].Timing),
        meter = versions[0].Meter.Length > 0 ? Camel(versions[0].Meter) : null,
        taxIncluded = versions[0].TaxIncluded,
        taxCategory = versions[0].TaxCategory,
        versions = versions.Select(version => new
        {
            effectiveFrom = version.EffectiveFrom,
            pricing = PricingOf(version),
            applies = Camel(version.Applies),
            includedQuantity = Decimal(version.IncludedQuantity),
            minimumAmount = Decimal(version.MinimumAmount),
            setUpFee = Decimal(version.SetUpFee),
        }),
    }, cancel);

    private object PricingOf(PriceRow version) => version.Model switch
    {
        "flat" => new { model = "flat", amount = Decimal(version.UnitPrice ?? 0) },
        "per-unit" => new { model = "perUnit", unitAmount = Decimal(version.UnitPrice ?? 0) },
        "package" => new { model = "package", size = Decimal(version.PackageSize ?? 0), amount = Decimal(version.UnitPrice ?? 0) },
        "graduated" or "volume" => new
        {
            model = version.Model,
            tiers = samples.PriceTiers.Where(tier => tier.PriceId == version.PriceId && tier.EffectiveFrom == version.EffectiveFrom)
                .Select(tier => new { upTo = tier.UpTo is { } upTo ? Decimal(upTo) : null, unitAmount = Decimal(tier.UnitPrice), flatAmount = Decimal(tier.FlatAmount) }),
        },
        _ => throw new DemoException($"prices.csv: there is no model {version.Model}; samples/README.md lists them."),
    };

    private Task LoadCouponAsync(CouponRow coupon, string path, CancellationToken cancel)
    {
        var body = new Dictionary<string, object> { ["name"] = coupon.Name, ["products"] = coupon.Products.Split(';', StringSplitOptions.RemoveEmptyEntries) };
        if (coupon.Percent is { } percent)
            body["percent"] = Decimal(percent);
        if (coupon.Amount is { } amount)
            body["amount"] = new { amount = Decimal(amount), currency = coupon.Currency };
        if (coupon.Invoices is { } invoices)
            body["invoices"] = invoices;
        if (coupon.RedeemBy is { } redeemBy)
            body["redeemBy"] = redeemBy;
        return operators.PutAsync($"{path}/coupons/{coupon.CouponId}", body, cancel);
    }

    private static object Address(string street, string postalCode, string city, string region, string country) => new { street, postalCode, city, region, country };

    private static string? Format(string eInvoiceFormat) => eInvoiceFormat.Length > 0 ? Camel(eInvoiceFormat) : null;

    private static object? ElectronicAddress(string schemeAndId) => schemeAndId.Split(':', 2) is [var scheme, var id] ? new { scheme, id } : null;

    private static IEnumerable<object> Contacts(string addresses) => addresses.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(text =>
    {
        var address = new MailAddress(text.Trim());
        return new { name = address.DisplayName, email = address.Address };
    });

    private static string Decimal(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Camel(string hyphened) => string.Concat(hyphened.Split('-').Select((word, index) => index == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    private static string TreatmentOf(string vatCategory) => vatCategory switch
    {
        "S" => "standard",
        "Z" => "zeroRated",
        "E" => "exempt",
        "AE" => "reverseCharge",
        "K" => "intraCommunity",
        "G" => "export",
        "O" => "outOfScope",
        _ => throw new DemoException($"tax_rates.csv: there is no VAT category {vatCategory}."),
    };
}
