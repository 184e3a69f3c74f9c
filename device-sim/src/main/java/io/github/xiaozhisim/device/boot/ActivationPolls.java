package io.github.xiaozhisim.device.boot;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.network.HttpResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Asks up to ten times whether somebody has bound the device. // firmware: Ota::Activate and the loop around it */
final class ActivationPolls {

  private static final int MAX_POLLS = 10;
  static final int PENDING_WAIT_MILLIS = 3_000;
  private static final int POLL_WAIT_MILLIS = 10_000;
  private static final int HTTP_OK = 200;
  private static final int HTTP_ACCEPTED = 202;

  private final Board board;
  private final OtaClient client;
  private final BootWait wait;
  private final BooleanSupplier cutShort;
  private final URI url;
  private final @Nullable String challenge;
  private final Consumer<Boolean> then;
  private int polls;

  /**
   * @param challenge what is to be signed, null: nothing is
   * @param then runs after the last poll, and is told whether that said that the device is bound; whatever came of it,
   *     the whole version check is repeated
   */
  ActivationPolls(
      Board board,
      OtaClient client,
      BootWait wait,
      BooleanSupplier cutShort,
      URI otaUrl,
      @Nullable String challenge,
      Consumer<Boolean> then) {
    this.board = board;
    this.client = client;
    this.wait = wait;
    this.cutShort = cutShort;
    this.url = activateUrl(otaUrl);
    this.challenge = challenge;
    this.then = then;
  }

  private static URI activateUrl(URI otaUrl) {
    String text = otaUrl.toString();
    return URI.create(text + (text.endsWith("/") ? "activate" : "/activate"));
  }

  void poll() {
    if (polls >= MAX_POLLS) {
      then.accept(false);
      return;
    }
    polls++;
    if (challenge == null) {
      wait.after(POLL_WAIT_MILLIS, this::waited); // firmware: nothing is sent without a challenge
    } else {
      client.post(url, body(challenge), this::answered);
    }
  }

  private void answered(@Nullable HttpResponse response) {
    int status = response == null ? 0 : response.status();
    if (status == HTTP_OK) {
      then.accept(true);
    } else {
      wait.after(status == HTTP_ACCEPTED ? PENDING_WAIT_MILLIS : POLL_WAIT_MILLIS, this::waited);
    }
  }

  private void waited() {
    if (cutShort.getAsBoolean()) {
      then.accept(false); // firmware: a button ends the loop
    } else {
      poll();
    }
  }

  /** firmware: GetActivationPayload */
  private String body(String challenge) {
    String serialNumber = board.identity().serialNumber();
    byte[] hmac = serialNumber == null ? null : board.hmac(challenge.getBytes(StandardCharsets.UTF_8));
    if (serialNumber == null || hmac == null) {
      return "{}";
    }
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("algorithm", "hmac-sha256")
        .put("serial_number", serialNumber)
        .put("challenge", challenge)
        .put("hmac", HexFormat.of().formatHex(hmac));
    return body.toString();
  }
}
