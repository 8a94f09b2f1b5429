package dev.tributary.governance.http;

import dev.tributary.governance.domain.Balance;
import dev.tributary.governance.domain.Ledger;
import dev.tributary.platform.auth.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Shows that nothing vanishes: what came in against what became of it, in this process. */
@Path("/api/v1/balance")
@RolesAllowed(Roles.VIEWER)
class BalanceResource {

  private final Ledger ledger;

  BalanceResource(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The counts since this process started. */
  @GET
  public BalanceWire balance() {
    return BalanceWire.of(ledger.balance());
  }

  /**
   * {@code received = accepted + quarantined + duplicate + open}.
   *
   * @param open taken up and not judged yet
   */
  record BalanceWire(long received, long accepted, long quarantined, long duplicate, long open) {

    static BalanceWire of(Balance balance) {
      return new BalanceWire(
          balance.received(),
          balance.accepted(),
          balance.quarantined(),
          balance.duplicate(),
          balance.open());
    }
  }
}
