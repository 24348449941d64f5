namespace Billing.DevHost.Tripwires;

/// <summary>What happens at a wire.</summary>
/// <returns>Whether the request (or its answer) then goes its way; if not, the action has answered or cut the connection.</returns>
internal delegate Task<bool> TripAction(HttpContext context);
