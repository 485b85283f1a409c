import { AlertStreamController } from './alert-stream.controller.js';
import { AlertsController } from './alerts.controller.js';
import { CalendarsController } from './calendars.controller.js';
import { WebhooksController } from './webhooks.controller.js';

export const ALERT_CONTROLLERS = [
  AlertsController,
  AlertStreamController,
  WebhooksController,
  CalendarsController,
];
