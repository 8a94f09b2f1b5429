package dev.tributary.local.command;

import dev.tributary.local.client.AdminClient;
import dev.tributary.local.domain.InvalidInput;
import dev.tributary.local.suite.Home;
import dev.tributary.local.suite.SuiteRecord;
import java.io.IOException;
import java.util.Optional;

/** The suite that is up, for commands that need one. */
record Running(Home home, SuiteRecord suite) {

  /** The suite of this state directory, if its supervisor lives. */
  static Optional<Running> find() {
    var home = Home.find();
    return SuiteRecord.read(home.record())
        .filter(suite ->
            home.supervisor()
                .running()
                .filter(process -> process.pid() == suite.supervisor())
                .isPresent())
        .map(suite -> new Running(home, suite));
  }

  /** The suite, or a message that there is none. */
  static Running require() {
    return find()
        .orElseThrow(() ->
            new InvalidInput(
                "Tributary is not running from "
                    + Home.find().state()
                    + ". Start it with ./tributary up"));
  }

  /** Talks to its admin API with the token of the state directory. */
  AdminClient admin() throws IOException {
    return new AdminClient(suite.portPlan(), home.token());
  }
}
