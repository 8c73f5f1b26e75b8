// SPDX-License-Identifier: Apache-2.0
// Tells the socket of a running router from what a killed one left behind.
package io.eightfold.controlplane.management;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Tells the socket of a running router from what a killed one left behind: only a living process accepts connections. */
final class StaleSocket {
    private StaleSocket() {
    }

    /**
     * Removes the socket when nobody listens on it.
     *
     * @throws ManagementException when somebody does, or the path is not a socket
     */
    static void remove(Path socket) throws ManagementException {
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (isListening(socket)) {
            throw new ManagementException("a router" + RunDirectory.shownPid(socket.resolveSibling(RunDirectory.PID_FILE))
                    + " listens on " + socket + " already; stop it, or give this one another id with -i");
        }
        try {
            // "Other" is neither file, directory nor link: what a socket is to the JDK. A person's file is not ours to delete.
            if (!Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isOther()) {
                throw new ManagementException(socket + " is in the way and is not a socket; move it away");
            }
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new ManagementException("cannot remove the stale socket " + socket + " (" + e.getMessage() + "); remove it by hand", e);
        }
    }

    /** Whether a process accepts connections there. */
    static boolean isListening(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
