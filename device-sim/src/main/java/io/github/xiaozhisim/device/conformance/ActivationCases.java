package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.ui.Display;
import java.nio.charset.StandardCharsets;

/** How a device is bound to an account. */
final class ActivationCases {

  private static final String OTA = "D> POST /xiaozhi/ota/";
  private static final String ACTIVATE = "D> POST /xiaozhi/ota/activate";
  private static final String UNBOUND =
      "{\"activation\":{\"code\":\"123456\",\"message\":\"m\",\"challenge\":\"123456-challenge\"}}";

  @Case("B17")
  void theCodeIsShownAndSaidAndThenAskedFor(Stage stage) {
    stage.peer().answersHttp(200, UNBOUND).answersHttp(202, "").answersHttp(202, "").answersHttp(200, "{}");
    stage.peer().answersHttp(200, BootCases.WEBSOCKET);
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA);
    stage.run(10);
    stage.expect("text", stage.display().line(Display.Role.SYSTEM), "m");
    stage.expect("icon", stage.display().emotion(), "link");
    stage.seesBetween(1_000, 10_000, ACTIVATE); // once the sounds fit the queue
    stage.expectNote("sound activation");
    for (int digit = 1; digit <= 6; digit++) {
      stage.expectNote("sound " + digit);
    }
    stage.seesBetween(2_900, 3_100, ACTIVATE);
    stage.seesBetween(2_900, 3_100, ACTIVATE, OTA, "[idle]");
  }

  @Case("B18")
  void withoutASerialNumberThePollIsEmpty(Stage stage) {
    stage.peer().answersHttp(200, UNBOUND).answersHttp(202, "");
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA);
    stage.seesWithin(10_000, ACTIVATE);
    HttpRequest poll = stage.peer().requests().getLast();
    stage.expect("body", new String(poll.body(), StandardCharsets.UTF_8), "{}");
    stage.expect("activation version", poll.headers().get("activation-version"), "1");
    stage.expect("serial number", poll.headers().get("serial-number"), null);
  }

  @Case("B19")
  void withASerialNumberTheChallengeIsSigned(Stage stage) {
    String serialNumber = "0123456789ABCDEF0123456789ABCDEF";
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    stage.fit(board -> board.fitKey(key));
    stage.identity(new Identity("02:00:00:00:00:01", "11111111-2222-4333-8444-555555555555", serialNumber));
    stage.peer().answersHttp(200, UNBOUND).answersHttp(202, "");
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA);
    stage.seesWithin(10_000, ACTIVATE);
    HttpRequest poll = stage.peer().requests().getLast();
    stage.expect("activation version", poll.headers().get("activation-version"), "2");
    stage.expect("serial number", poll.headers().get("serial-number"), serialNumber);
    stage.expect(
        "body",
        new String(poll.body(), StandardCharsets.UTF_8),
        "{\"algorithm\":\"hmac-sha256\",\"serial_number\":\"" + serialNumber + "\",\"challenge\":\"123456-challenge\","
            + "\"hmac\":\"dc81128cb7be60e20aa3f0a8d26d1f840c69a85ace0077bdd1ddb9991aef236e\"}");
  }

  @Case("B21")
  void failedPollsAreTenSecondsApartAndTenInNumber(Stage stage) {
    stage.peer().answersHttp(200, "{\"activation\":{\"challenge\":\"c\"}}");
    for (int i = 0; i < 10; i++) {
      stage.peer().answersHttp(500, "");
    }
    stage.peer().answersHttp(200, BootCases.WEBSOCKET);
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, ACTIVATE);
    for (int i = 1; i < 10; i++) {
      stage.seesBetween(9_900, 10_100, ACTIVATE);
    }
    stage.seesBetween(9_900, 10_100, OTA, "[idle]");
  }

  /** Section 1.4: a code or a challenge that is a text counts, even when nothing is in it. */
  @Case("B22")
  void anEmptyCodeHoldsTheFirmwareUpForEver(Stage stage) {
    String bound = "{\"activation\":{\"code\":\"\",\"challenge\":\"\"}," + BootCases.WEBSOCKET.substring(1);
    for (int i = 0; i < 3; i++) {
      stage.peer().answersHttp(200, bound).answersHttp(200, "{}");
    }
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA);
    if (stage.strict()) {
      stage.seesWithin(20_000, ACTIVATE, OTA);
      stage.seesWithin(20_000, ACTIVATE, OTA);
      stage.expectState("activating");
      stage.forget();
      stage.device().shutdown();
    } else {
      stage.sees("[idle]");
      stage.expect("problems told", stage.observer().problems().size(), 1);
      stage.expect("whether it is said why", stage.observer().problems().getFirst().contains("activation"), true);
    }
  }

  /** A server that calls the device bound and asks all the same: real devices ask as fast as it answers. */
  @Case("B22")
  void aRobustDeviceKeepsThePaceWhenNothingComesOfBeingBound(Stage stage) {
    for (int i = 0; i < 200; i++) {
      stage.peer().answersHttp(200, "{\"activation\":{\"challenge\":\"c\"}}").answersHttp(200, "{}");
    }
    stage.boot();
    stage.sees("[starting]", "[activating]", OTA, ACTIVATE, OTA); // asked anew at once, the first time
    stage.run(900);
    stage.forget();
    int asked = stage.peer().requests().size();
    if (stage.strict()) {
      stage.expect("whether it asks without a pause", asked > 200, true);
    } else {
      stage.expect("requests in a second", asked, 3);
      stage.run(30_000);
      stage.forget();
      stage.expectBetween("requests in half a minute", stage.peer().requests().size(), 20, 24);
    }
    stage.device().shutdown();
  }
}
