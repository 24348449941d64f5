namespace Billing.Functions.Tests.Processors;

/// <summary>What each processor sends about one payment: 119.00 EUR came in, 19.00 went back, 50.00 were disputed, lost, and won after all. 100.00 is left.</summary>
internal sealed class Stories(string account, DateTimeOffset start)
{
    public static readonly string[] Processors = ["stripe", "paypal", "adyen", "gocardless", "square", "mollie", "standard-webhooks"];

    /// <summary>The processor's id of the payment.</summary>
    public static string PaymentId(string processor, string n) => processor switch
    {
        "stripe" => $"pi_{n}",
        "mollie" => $"tr_{n}",
        "gocardless" => $"PM{n}",
        _ => $"pay{n}",
    };

    /// <summary>The processor's fee on the payment.</summary>
    public static decimal Fee(string processor) => processor is "paypal" or "square" or "standard-webhooks" ? 1.50m : 0;

    /// <summary>The bodies of the events, in the order in which they happened.</summary>
    public IReadOnlyList<string> Of(string processor, string n, string invoice) => processor switch
    {
        "stripe" => Stripe(n, invoice),
        "paypal" => PayPal(n, invoice),
        "adyen" => Adyen(n, invoice),
        "gocardless" => GoCardless(n),
        "square" => Square(n, invoice),
        "mollie" => [$"id=tr_{n}", $"id=tr_{n}"],
        _ => Standard(n, invoice),
    };

    /// <summary>Has a processor's server know the payment, where it is asked.</summary>
    public void Give(StandIn server, string processor, string n, string invoice, Func<string, string>? spoil = null)
    {
        void Give(string path, string body) => server.Give(path, spoil?.Invoke(body) ?? body);
        if (processor == "mollie")
        {
            Give($"/v2/payments/tr_{n}", $$$$"""
                {"resource":"payment","id":"tr_{{{{n}}}}","mode":"live","status":"paid","createdAt":"{{{{At(0)}}}}","paidAt":"{{{{At(1)}}}}","amount":{"value":"119.00","currency":"EUR"},"description":"Invoice","metadata":{"invoice_number":"{{{{invoice}}}}"},
                 "amountRefunded":{"value":"19.00","currency":"EUR"},"_links":{"self":{"href":"https://api.mollie.com/v2/payments/tr_{{{{n}}}}","type":"application/hal+json"}},
                 "_embedded":{"refunds":[{"id":"re_{{{{n}}}}","status":"refunded","amount":{"value":"19.00","currency":"EUR"},"createdAt":"{{{{At(2)}}}}"}],
                  "chargebacks":[{"id":"chb_{{{{n}}}}","amount":{"value":"50.00","currency":"EUR"},"createdAt":"{{{{At(3)}}}}","reversedAt":"{{{{At(5)}}}}"}]}}
                """);
        }
        else if (processor == "gocardless")
        {
            Give($"/payments/PM{n}", $$$$"""{"payments":{"id":"PM{{{{n}}}}","amount":11900,"currency":"EUR","status":"confirmed","charge_date":"2026-03-10","description":"Invoice","metadata":{"invoice_number":"{{{{invoice}}}}"},"links":{"mandate":"MD1"}}}""");
            Give($"/refunds/RF{n}", $$$$"""{"refunds":{"id":"RF{{{{n}}}}","amount":1900,"currency":"EUR","created_at":"{{{{At(2)}}}}","links":{"payment":"PM{{{{n}}}}"}}}""");
        }
    }

    private string At(int minutes) => start.AddMinutes(minutes).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    private string[] Stripe(string n, string invoice)
    {
        string Event(int no, string type, string about) =>
            $$$$"""{"id":"evt_{{{{n}}}}_{{{{no}}}}","object":"event","type":"{{{{type}}}}","livemode":true,"account":"{{{{account}}}}","created":{{{{start.AddMinutes(no).ToUnixTimeSeconds()}}}},"data":{"object":{{{{about}}}}}}""";
        string Intent(long received) => $$$$"""{"id":"pi_{{{{n}}}}","object":"payment_intent","amount":11900,"amount_received":{{{{received}}}},"currency":"eur","metadata":{"invoice_number":"{{{{invoice}}}}"}}""";
        string Dispute(string status) => $$$$"""{"id":"dp_{{{{n}}}}","object":"dispute","amount":5000,"currency":"eur","reason":"fraudulent","status":"{{{{status}}}}","payment_intent":"pi_{{{{n}}}}","charge":"ch_{{{{n}}}}","metadata":{}}""";
        return
        [
            Event(0, "payment_intent.processing", Intent(0)), Event(1, "payment_intent.succeeded", Intent(11900)),
            Event(2, "charge.refunded", $$$$"""{"id":"ch_{{{{n}}}}","object":"charge","amount":11900,"amount_refunded":1900,"currency":"eur","payment_intent":"pi_{{{{n}}}}","metadata":{}}"""),
            Event(3, "charge.dispute.created", Dispute("needs_response")), Event(4, "charge.dispute.closed", Dispute("lost")), Event(5, "charge.dispute.funds_reinstated", Dispute("won")),
        ];
    }

    private string[] PayPal(string n, string invoice)
    {
        string Event(int no, string type, string about) => $$$$"""{"id":"WH-{{{{n}}}}-{{{{no}}}}","event_version":"1.0","create_time":"{{{{At(no)}}}}","resource_type":"capture","event_type":"{{{{type}}}}","resource":{{{{about}}}}}""";
        string Capture(string status) => $$$$"""
            {"id":"pay{{{{n}}}}","status":"{{{{status}}}}","create_time":"{{{{At(0)}}}}","amount":{"currency_code":"EUR","value":"119.00"},"invoice_id":"{{{{invoice}}}}","seller_receivable_breakdown":{"gross_amount":{"currency_code":"EUR","value":"119.00"},"paypal_fee":{"currency_code":"EUR","value":"1.50"}}}
            """.Trim();
        string Part(string id, string value) => $$$$"""{"id":"{{{{id}}}}","status":"COMPLETED","amount":{"currency_code":"EUR","value":"{{{{value}}}}"},"links":[{"rel":"self","href":"https://api.paypal.com/v2/payments/refunds/{{{{id}}}}"},{"rel":"up","href":"https://api.paypal.com/v2/payments/captures/pay{{{{n}}}}"}]}""";
        string Dispute(string more) => $$$$"""{"dispute_id":"PP-D-{{{{n}}}}","reason":"UNAUTHORISED","dispute_amount":{"currency_code":"EUR","value":"50.00"},"disputed_transactions":[{"seller_transaction_id":"pay{{{{n}}}}"}]{{{{more}}}}}""";
        return
        [
            Event(0, "PAYMENT.CAPTURE.PENDING", Capture("PENDING")), Event(1, "PAYMENT.CAPTURE.COMPLETED", Capture("COMPLETED")), Event(2, "PAYMENT.CAPTURE.REFUNDED", Part($"rf{n}", "19.00")),
            Event(3, "CUSTOMER.DISPUTE.CREATED", Dispute("")), Event(4, "PAYMENT.CAPTURE.REVERSED", Part($"rv{n}", "50.00")),
            Event(5, "CUSTOMER.DISPUTE.RESOLVED", Dispute(""","dispute_outcome":{"outcome_code":"RESOLVED_SELLER_FAVOUR"}""")),
        ];
    }

    private string[] Adyen(string n, string invoice)
    {
        string Event(int no, string code, long value, string reference, string original) => Item(no, code, value, reference, original.Length > 0 ? $"\"originalReference\":\"{original}\"," : "");
        string Item(int no, string code, long value, string reference, string originally) => $$$$"""
            {"live":"true","notificationItems":[{"NotificationRequestItem":{"eventCode":"{{{{code}}}}","success":"true","eventDate":"{{{{At(no)}}}}","pspReference":"{{{{reference}}}}",{{{{originally}}}}"merchantAccountCode":"{{{{account}}}}","merchantReference":"{{{{invoice}}}}","amount":{"value":{{{{value}}}},"currency":"EUR"},"reason":"","paymentMethod":"visa"}}]}
            """.Trim();
        return
        [
            Event(1, "AUTHORISATION", 11900, $"pay{n}", ""), Event(2, "REFUND", 1900, $"rf{n}", $"pay{n}"), Event(3, "NOTIFICATION_OF_CHARGEBACK", 5000, $"cb{n}", $"pay{n}"),
            Event(4, "CHARGEBACK", 5000, $"cb{n}", $"pay{n}"), Event(5, "CHARGEBACK_REVERSED", 5000, $"cr{n}", $"pay{n}"),
        ];
    }

    private string[] GoCardless(string n)
    {
        string Event(int no, string type, string action, string links) =>
            $$$$"""{"events":[{"id":"EV{{{{n}}}}{{{{no}}}}","created_at":"{{{{At(no)}}}}","resource_type":"{{{{type}}}}","action":"{{{{action}}}}","links":{{{{{links}}}},"organisation":"{{{{account}}}}"},"details":{"origin":"gocardless","cause":"{{{{action}}}}"}}]}""";
        var payment = $"\"payment\":\"PM{n}\"";
        return
        [
            Event(0, "payments", "submitted", payment), Event(1, "payments", "confirmed", payment), Event(2, "refunds", "created", $"\"refund\":\"RF{n}\""),
            Event(4, "payments", "charged_back", payment), Event(5, "payments", "chargeback_cancelled", payment),
        ];
    }

    private string[] Square(string n, string invoice)
    {
        string Event(int no, string type, string about) => $$$$"""{"merchant_id":"{{{{account}}}}","type":"{{{{type}}}}","event_id":"sq-{{{{n}}}}-{{{{no}}}}","created_at":"{{{{At(no)}}}}","data":{"type":"x","id":"x","object":{{{{about}}}}}}""";
        string Payment(string status, string fees) =>
            $$$$"""{"payment":{"id":"pay{{{{n}}}}","status":"{{{{status}}}}","version":1,"created_at":"{{{{At(0)}}}}","amount_money":{"amount":11900,"currency":"EUR"},"reference_id":"{{{{invoice}}}}"{{{{fees}}}}}}""";
        string Dispute(string state) => $$$$"""{"dispute":{"id":"dp{{{{n}}}}","state":"{{{{state}}}}","created_at":"{{{{At(3)}}}}","amount_money":{"amount":5000,"currency":"EUR"},"reason":"NO_KNOWLEDGE","disputed_payment":{"payment_id":"pay{{{{n}}}}"}}}""";
        return
        [
            Event(0, "payment.created", Payment("APPROVED", "")),
            Event(1, "payment.updated", Payment("COMPLETED", $$$$""","processing_fee":[{"type":"INITIAL","effective_at":"{{{{At(1)}}}}","amount_money":{"amount":150,"currency":"EUR"}}]""")),
            Event(2, "refund.updated", $$$$"""{"refund":{"id":"rf{{{{n}}}}","payment_id":"pay{{{{n}}}}","status":"COMPLETED","created_at":"{{{{At(2)}}}}","amount_money":{"amount":1900,"currency":"EUR"}}}"""),
            Event(3, "dispute.created", Dispute("EVIDENCE_REQUIRED")), Event(4, "dispute.state.updated", Dispute("LOST")), Event(5, "dispute.state.updated", Dispute("WON")),
        ];
    }

    private string[] Standard(string n, string invoice)
    {
        string Event(int no, string type, string more) => $$$$"""{"type":"{{{{type}}}}","timestamp":"{{{{At(no)}}}}","data":{"payment_id":"pay{{{{n}}}}","currency":"EUR","merchant_account":"{{{{account}}}}","invoice_number":"{{{{invoice}}}}"{{{{more}}}}}}""";
        return
        [
            Event(0, "payment.pending", ""), Event(1, "payment.succeeded", ""","amount":"119.00","fee":"1.50" """), Event(2, "payment.refunded", $$$$""","amount":1900,"refund_id":"rf{{{{n}}}}" """),
            Event(3, "dispute.opened", $$$$""","amount":"50.00","dispute_id":"dp{{{{n}}}}","reason":"fraud" """), Event(4, "dispute.lost", $$$$""","amount":"50.00","dispute_id":"dp{{{{n}}}}" """), Event(5, "dispute.won", $$$$""","amount":"50.00","dispute_id":"dp{{{{n}}}}" """),
        ];
    }
}
