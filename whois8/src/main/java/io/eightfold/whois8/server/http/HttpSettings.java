// SPDX-License-Identifier: Apache-2.0
// How the HTTP server is started.
package io.eightfold.whois8.server.http;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * @param listen    port 0 takes a free one
 * @param tls       empty for plain HTTP
 * @param limits    what clients may take
 * @param publicUrl what links in answers begin with, without a slash at the end, such as {@code https://whois8.example.net}; empty: as the client wrote it
 * @param whoisHost host of the text server, for RDAP's {@code port43}; empty when there is none
 */
public record HttpSettings(InetSocketAddress listen, Optional<TlsFiles> tls, HttpLimits limits, Optional<String> publicUrl, Optional<String> whoisHost) {
    public static final int DEFAULT_PORT = 8343;

    /** @throws IllegalArgumentException for an address that does not resolve, or a URL that is none */
    public HttpSettings {
        if (listen.isUnresolved()) {
            throw new IllegalArgumentException("host '" + listen.getHostString() + "' of the HTTP server does not resolve; give an address of this machine");
        }
        publicUrl.filter(url -> !url.matches("https?://[^/?#\\s]+(/[^?#\\s]*[^/?#\\s])?")).ifPresent(url -> {
            throw new IllegalArgumentException("public URL '" + url + "' is not http:// or https://, a host and no slash at the end; "
                + "write it like https://whois8.example.net");
        });
    }

    /** Plain HTTP with the usual limits. */
    public static HttpSettings plain(final InetSocketAddress listen) {
        return new HttpSettings(listen, Optional.empty(), HttpLimits.DEFAULT, Optional.empty(), Optional.empty());
    }

    public HttpSettings with(final HttpLimits other) {
        return new HttpSettings(listen, tls, other, publicUrl, whoisHost);
    }
}
