// SPDX-License-Identifier: Apache-2.0
// Asks a running router one question.
package io.eightfold.controlplane.management;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Asks a running router one question. Thread: any; each call is a connection of its own. */
public final class ManagementClient {
    /** Wait for the whole answer. */
    public static final long ANSWER_TIMEOUT_MS = 10_000;
    /** A table of a million routes fits; an endless answer does not. */
    private static final int MAX_ANSWER_BYTES = 512 * 1024 * 1024;

    private ManagementClient() {
    }

    /**
     * Asks and waits for the answer.
     *
     * @param socket the router's {@link RunDirectory#controlSocket}
     * @param words  the request, such as {@code show}, {@code interfaces}
     * @return the result
     * @throws ManagementException when no router runs there, it does not answer in {@value #ANSWER_TIMEOUT_MS} ms, or it answers with an error
     */
    public static JsonElement ask(Path socket, List<String> words) throws ManagementException {
        String request = ManagementMessage.request(words);
        if (request.getBytes(StandardCharsets.UTF_8).length > ManagementMessage.MAX_REQUEST_BYTES) {
            throw new ManagementException("the request is longer than " + ManagementMessage.MAX_REQUEST_BYTES + " bytes; shorten it");
        }
        try (ManagementConnection connection = new ManagementConnection(connect(socket))) {
            connection.write(request, ManagementServer.CLIENT_TIMEOUT_MS);
            String answer = connection.readLine(MAX_ANSWER_BYTES, ANSWER_TIMEOUT_MS);
            return ManagementMessage.resultOf(answer);
        } catch (SocketTimeoutException e) {
            throw new ManagementException("the router on " + socket + " did not answer within " + ANSWER_TIMEOUT_MS
                    + " ms; look at its log", e);
        } catch (IOException e) {
            throw new ManagementException("the router on " + socket + " broke the connection off (" + e.getMessage() + "); look at its log", e);
        }
    }

    private static SocketChannel connect(Path socket) throws ManagementException {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
            return channel;
        } catch (IOException | RuntimeException e) {
            closeQuietly(channel);
            // The JDK reports EACCES only in the text of a SocketException.
            if (String.valueOf(e.getMessage()).contains("Permission denied")) {
                throw new ManagementException("no permission to open " + socket + "; run the command as the router's user or as root", e);
            }
            throw new ManagementException(absent(socket), e);
        }
    }

    /** A router is two processes: which of them is away decides what is to be done. */
    private static String absent(Path socket) {
        Path directory = socket.toAbsolutePath().getParent();
        String id = String.valueOf(directory.getFileName());
        boolean isControl = String.valueOf(socket.getFileName()).equals(RunDirectory.CONTROL_SOCKET);
        Path other = directory.resolve(isControl ? RunDirectory.DATAPLANE_SOCKET : RunDirectory.CONTROL_SOCKET);
        if (!StaleSocket.isListening(other)) {
            return "no router runs under id '" + id + "' (nobody listens on " + socket + "); start one with: ipv8 router run -c FILE -i " + id;
        }
        return isControl ? "the control plane of router '" + id + "' is away, its dataplane forwards by what it was told last; start it with: ipv8 controlplane run -c FILE -i " + id
                : "the dataplane of router '" + id + "' is away, its control plane runs; start it with: ipv8 dataplane run -c FILE -i " + id;
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The connection was never made; there is nothing to lose and nobody to tell.
        }
    }
}
