// SPDX-License-Identifier: Apache-2.0
// Accepts connections that the gate admits.
package io.eightfold.whois8.server.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Jetty's own limit stops accepting when it is reached: the kernel's queue would then hold good clients behind the hostile ones. This one accepts and
 * closes at once. Thread: acceptor.
 */
final class LimitedConnector extends ServerConnector {
    private static final int ACCEPTORS = 1;
    private static final int SELECTORS = 1;
    private final ConnectionGate gate;
    private volatile ServerSocketChannel listening;

    LimitedConnector(final Server server, final ConnectionGate gate, final ConnectionFactory... factories) {
        super(server, null, null, null, ACCEPTORS, SELECTORS, factories);
        this.gate = gate;
        addBean(gate);
    }

    @Override
    protected ServerSocketChannel openAcceptChannel() throws IOException {
        listening = super.openAcceptChannel();
        return listening;
    }

    @Override
    public void accept(final int acceptorId) throws IOException {
        final ServerSocketChannel server = listening;
        if (server == null || !server.isOpen()) {
            return;
        }
        final SocketChannel channel = server.accept();
        if (!gate.admit(channel)) {
            channel.close();
            return;
        }
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            getSelectorManager().accept(channel);
        } catch (final IOException | RuntimeException e) {
            gate.onClosed(channel);
            channel.close();
        }
    }
}
