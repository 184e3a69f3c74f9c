package io.github.xiaozhisim.hal.network;

import java.net.URI;
import java.util.Map;

/**
 * One HTTP request; also what a {@link ServerEndpoint} is asked.
 *
 * @param method {@code GET} or {@code POST}
 * @param uri absolute for a client; path and query for a server
 * @param headers for a client in the order in which they are sent; for a server names in lower case
 * @param body may be empty
 * @param timeoutMillis for the whole exchange (firmware: 30 s); 0 on the server side
 */
public record HttpRequest(String method, URI uri, Map<String, String> headers, byte[] body, int timeoutMillis) {}
