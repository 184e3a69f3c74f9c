package io.github.xiaozhisim.device;

import io.github.xiaozhisim.device.boot.SystemInfo;
import io.github.xiaozhisim.device.mcp.CommonTools;
import io.github.xiaozhisim.device.mcp.McpServer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a server may do to the device by MCP, and the settings that come of it. The MCP server is made when the first
 * request comes.
 */
final class DeviceTools implements CommonTools.Controls, McpServer.Host {

  /** firmware: a volume of 0 in the settings becomes 10 at boot */
  private static final int MIN_BOOT_VOLUME = 10;

  private static final int DEFAULT_VOLUME = 70;
  private static final int MAX_VOLUME = 100;

  private final DeviceParts parts;
  private @Nullable McpServer server;
  private int volume;
  private String visionUrl = "";
  private String visionToken = "";

  DeviceTools(DeviceParts parts) {
    this.parts = parts;
    int stored = parts.board().settings().getInt("audio", "output_volume", DEFAULT_VOLUME);
    this.volume = stored <= 0 ? MIN_BOOT_VOLUME : Math.min(stored, MAX_VOLUME);
  }

  /** Gives the answer to a request, if it is to be answered, to {@code sink}: now, or when a slow tool is done. */
  void answer(JsonNode request, Consumer<String> sink) {
    McpServer ready = server;
    if (ready == null) {
      ready =
          new McpServer(
              parts.board().info().name(),
              parts.config().firmwareVersion(),
              CommonTools.of(parts.board(), this),
              parts.config().fidelity(),
              this);
      server = ready;
    }
    ready.answer(request, sink);
  }

  @Override
  public int volume() {
    return volume;
  }

  @Override
  public void setVolume(int percent) {
    volume = percent;
    parts.board().settings().putInt("audio", "output_volume", percent);
    parts.audio().volume(percent);
  }

  @Override
  public String systemInfo() {
    return SystemInfo.json(parts.board(), parts.config());
  }

  /** firmware: the restart comes before the answer, which is never sent; a robust device answers first */
  @Override
  public void reboot() {
    if (parts.config().robust()) {
      parts.loop().schedule(parts.whole()::reboot);
    } else {
      parts.whole().reboot();
    }
  }

  /** firmware: the channel is closed before the answer, which is never sent; a robust device answers first */
  @Override
  public void upgrade(String url) {
    if (parts.config().robust()) {
      parts.loop().schedule(() -> parts.whole().upgrade(url));
    } else {
      parts.whole().upgrade(url);
    }
  }

  @Override
  public int httpTimeoutMillis() {
    return parts.config().httpTimeoutMillis();
  }

  @Override
  public String visionUrl() {
    return visionUrl;
  }

  @Override
  public String visionToken() {
    return visionToken;
  }

  @Override
  public void visionServer(String url, String token) {
    visionUrl = url;
    visionToken = token;
  }

  @Override
  public void block() {
    parts.loop().block();
  }

  @Override
  public void resume(Runnable rest) {
    parts.loop().resume(rest);
  }

  @Override
  public void later(Runnable action) {
    parts.loop().schedule(action);
  }

  @Override
  public void overloaded(String what) {
    parts.observer().onViolation("mcp.overload", what, parts.nowNanos());
  }
}
