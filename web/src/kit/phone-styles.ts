// Of Vant's components that the phone pages use, each in the order that Vant itself gives.
import 'vant/es/button/style/index';
import 'vant/es/cell/style/index';
import 'vant/es/cell-group/style/index';
import 'vant/es/field/style/index';
import 'vant/es/form/style/index';
import 'vant/es/popup/style/index';
import 'vant/es/picker/style/index';
import 'vant/es/date-picker/style/index';
import 'vant/es/cascader/style/index';
import 'vant/es/checkbox/style/index';
import 'vant/es/action-sheet/style/index';
import 'vant/es/dialog/style/index';
import 'vant/es/loading/style/index';
import './kit.css';
