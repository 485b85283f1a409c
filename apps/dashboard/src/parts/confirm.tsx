import '../frame/dialogs.css';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useCommonText } from '../language/common.js';
import { ErrorPanel } from './states.js';

interface ConfirmProps {
  readonly title: string;
  /** What the button says that does it. */
  readonly action: string;
  readonly children: ReactNode;
  readonly confirm: () => void;
  readonly close: () => void;
  readonly isBusy: boolean;
  readonly error: Error | null;
}

/** Asks before something is done that cannot simply be undone. */
export function Confirm(props: ConfirmProps) {
  const { title, action, children, confirm, close, isBusy, error } = props;
  const text = useCommonText();
  return (
    <ModalOverlay isOpen isDismissable={!isBusy} onOpenChange={close} className="backdrop">
      <Modal className="modal">
        <Dialog className="dialog" role="alertdialog">
          <Heading slot="title">{title}</Heading>
          {children}
          {error !== null && <ErrorPanel error={error} />}
          <div className="dialog-foot">
            <Button className="button primary" isDisabled={isBusy} onPress={confirm}>
              {action}
            </Button>
            <Button className="button" autoFocus isDisabled={isBusy} onPress={close}>
              {text('confirm.leave')}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
