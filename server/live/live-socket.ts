import type { ClientToServer, ServerToClient } from "@giliran/contract/socket-events"
import type { Namespace, Socket } from "socket.io"

/** A screen that watches live views. */
export type LiveSocket = Socket<ClientToServer, ServerToClient>
export type LiveNamespace = Namespace<ClientToServer, ServerToClient>
